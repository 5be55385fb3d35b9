/** A message without what differs from one time to the next: messages of one cause come out the same. */
export function shapeOf(message: string): string {
  return message
    .slice(0, 500)
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, '<time>')
    .replace(/https?:\/\/[^\s"')]+/g, '<url>')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/gi, '<hex>')
    .replace(/"[^"]*"|'[^']*'/g, '<text>')
    .replace(
      /\b(?:component|api|resource|system|group|user|location|template|domain):[\w.-]+\/[\w.-]+/gi,
      '<entity>',
    )
    .replace(/\d+/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Messages of the same shape. */
export interface MessageGroup {
  shape: string;
  count: number;
  /** The last one. */
  example: string;
  firstAt: number;
  lastAt: number;
}

/** Collects messages by their shape; keeps a limited number of shapes. */
export class MessageGroups {
  readonly #groups = new Map<string, MessageGroup>();

  constructor(private readonly maxShapes = 1_000) {}

  add(key: string, message: string, time: number): void {
    const shape = shapeOf(message);
    const id = `${key} ${shape}`;
    const group = this.#groups.get(id);
    if (group) {
      group.count++;
      group.example = message;
      group.lastAt = time;
    } else if (this.#groups.size < this.maxShapes) {
      this.#groups.set(id, {
        shape: id,
        count: 1,
        example: message,
        firstAt: time,
        lastAt: time,
      });
    }
  }

  /** Most frequent first. */
  list(): MessageGroup[] {
    return [...this.#groups.values()].sort(
      (a, b) => b.count - a.count || b.lastAt - a.lastAt,
    );
  }
}
