import type { HostileFile } from './hostileFiles';
import { seeded } from './random';

/** A file, damaged in a number of ways that are the same at every call. */
export function mutations(
  name: string,
  good: Buffer,
  count: number,
): HostileFile[] {
  const random = seeded(good.length + count);
  const anywhere = () => Math.floor(random() * good.length);
  const damages: Record<string, () => Buffer> = {
    cut: () => good.subarray(0, anywhere()),
    flipped: () => {
      const bytes = Buffer.from(good);
      for (let i = 0; i < 1 + random() * 20; i++) {
        bytes[anywhere()] = Math.floor(random() * 256);
      }
      return bytes;
    },
    // Lengths, sizes and counts lie near the beginning.
    'head flipped': () => {
      const bytes = Buffer.from(good);
      for (let i = 0; i < 3; i++) {
        const at = 8 + Math.floor(random() * Math.min(64, good.length - 8));
        bytes[at] = random() < 0.5 ? 0xff : Math.floor(random() * 256);
      }
      return bytes;
    },
    repeated: () => {
      const [from, to] = [anywhere(), anywhere()].sort((a, b) => a - b);
      const piece = good.subarray(from, to);
      return Buffer.concat([
        good.subarray(0, to),
        ...Array<Buffer>(5).fill(piece),
        good.subarray(to),
      ]);
    },
    'left out': () => {
      const [from, to] = [anywhere(), anywhere()].sort((a, b) => a - b);
      return Buffer.concat([good.subarray(0, from), good.subarray(to)]);
    },
  };
  const kinds = Object.keys(damages);
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length];
    return { name: `${kind} ${i}.${name}`, bytes: damages[kind]() };
  });
}
