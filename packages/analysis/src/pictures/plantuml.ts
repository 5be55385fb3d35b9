import { inflateRawSync } from 'node:zlib';
import { MAX_EMBEDDED } from './png';

const ALPHABET =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** The diagram in a text: PlantUML adds lines about itself behind it. */
function diagramIn(text: string): string | undefined {
  const start = text.indexOf('@startuml');
  if (start < 0) return undefined;
  const end = text.indexOf('@enduml', start);
  return text.slice(start, end < 0 ? undefined : end + 7);
}

/**
 * The text in PlantUML's metadata of a picture: plain, or as in its links (raw deflate in its own base 64, after `~1`
 * or nothing).
 */
export function decodePlantUml(metadata: string): string | undefined {
  const plain = diagramIn(metadata);
  if (plain !== undefined) return plain;
  const packed = /^\s*(?:~1)?([0-9A-Za-z_-]{20,})/.exec(metadata)?.[1];
  if (!packed || packed.length > MAX_EMBEDDED) return undefined;
  const bytes = Buffer.alloc(Math.floor((packed.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of packed) {
    held = (held << 6) | ALPHABET.indexOf(char);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  try {
    const text = inflateRawSync(bytes.subarray(0, at), {
      maxOutputLength: MAX_EMBEDDED,
    }).toString('utf8');
    return diagramIn(text) ?? (/->|\[|\(/.test(text) ? text : undefined);
  } catch {
    return undefined;
  }
}
