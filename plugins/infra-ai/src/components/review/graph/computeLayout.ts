import type { GraphLayout, LayoutInput } from './layoutGraph';
import { layoutGraph } from './layoutGraph';

/** Lays out beside the page, or, where no worker can be started, in it: slower to the hand, with the same result. */
export async function computeLayout(input: LayoutInput): Promise<GraphLayout> {
  if (typeof Worker === 'function') {
    try {
      const { layoutInWorker } = await import('./layoutWorker');
      return await layoutInWorker(input);
    } catch (error) {
      // eslint-disable-next-line no-console
      console.warn('The graph is arranged in the page itself:', error);
    }
  }
  return layoutGraph(input);
}
