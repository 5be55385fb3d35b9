import type { Publication } from './types';

/** Whether a publication has ended: no later event changes its state. @public */
export function isPublicationFinal({
  state,
}: Pick<Publication, 'state'>): boolean {
  return state === 'completed' || state === 'failed';
}
