import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';

/** A piece of the source text; marked when it is evidence. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/**
 * Cuts a text at the spans of its evidence. Spans may overlap and, being an analyzer's word, may lie outside the text:
 * what is outside is left out.
 */
export function highlight(text: string, evidence: Evidence[]): Piece[] {
  const spans = evidence
    .flatMap(item =>
      item.kind === 'text'
        ? [{ start: item.start, end: Math.min(item.end, text.length) }]
        : [],
    )
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let position = 0;
  for (const { start, end } of spans) {
    if (start > position) {
      pieces.push({ text: text.slice(position, start), isMarked: false });
    }
    if (end > position) {
      pieces.push({
        text: text.slice(Math.max(start, position), end),
        isMarked: true,
      });
      position = end;
    }
  }
  if (position < text.length) {
    pieces.push({ text: text.slice(position), isMarked: false });
  }
  return pieces;
}
