import { vocabulary } from './technologies';
import type { Technology } from './types';

/** Lower case without accents, so that "Simón" and "simon" are one word. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Letters and digits of a name only: `cp-kafka` and `CP Kafka` are one key. */
export function keyOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}+#]+/gu, '');
}

const byKey = new Map<string, Technology>();
for (const technology of vocabulary) {
  for (const alias of technology.aliases) {
    const key = keyOf(alias);
    if (!byKey.has(key)) byKey.set(key, technology);
  }
}

/** The technology with this name or alias, whatever its case and punctuation. */
export function findTechnology(name: string): Technology | undefined {
  return byKey.get(keyOf(name));
}
