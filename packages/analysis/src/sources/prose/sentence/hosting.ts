import type { Entity } from '../entities';
import type { Phrase } from '../phrases';
import { addTechnology } from '../resolve';
import type { SentenceState } from './state';

/** "runs on Fargate": the place becomes a technology, and later another name, of what runs there. */
export function addHost(
  { context: { hosted } }: SentenceState,
  subjects: readonly Entity[],
  phrases: readonly Phrase[],
): void {
  for (const { product } of phrases) {
    if (product?.role !== 'compute') continue;
    for (const subject of subjects) {
      if (subject.kind !== 'component') continue;
      addTechnology(subject, product.name);
      const hosts = hosted.get(product) ?? new Set();
      hosted.set(product, hosts.add(subject));
    }
  }
}
