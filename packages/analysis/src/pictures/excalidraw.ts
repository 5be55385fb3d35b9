import { MAX_EMBEDDED, unpack } from './png';

/**
 * The scene in an Excalidraw payload: `{"encoding":"bstring","compressed":true,"encoded":…}` with one byte a
 * character, or the scene itself. `undefined` where it is neither.
 */
export function decodePayload(payload: string): string | undefined {
  if (payload.length > MAX_EMBEDDED) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!data || typeof data !== 'object') return undefined;
  const { encoded, encoding, compressed, type } = data as Record<
    string,
    unknown
  >;
  if (typeof encoded !== 'string') {
    return typeof type === 'string' && type.startsWith('excalidraw')
      ? payload
      : undefined;
  }
  if (encoding !== undefined && encoding !== 'bstring') return undefined;
  const bytes = Buffer.from(encoded, 'latin1');
  const scene = compressed ? unpack(bytes) : bytes;
  return scene?.toString('utf8');
}
