import { ai } from './ai';
import { business } from './business';
import { compute } from './compute';
import { dataStores } from './data';
import { edge } from './edge';
import { implementation } from './implementation';
import { messaging } from './messaging';
import { operations } from './operations';
import { saas } from './saas';
import type { Technology } from './types';

/**
 * Every technology that the analyzer knows by name, as reviewed data.
 *
 * @public
 */
export const vocabulary: readonly Technology[] = [
  ...dataStores,
  ...messaging,
  ...edge,
  ...operations,
  ...saas,
  ...business,
  ...ai,
  ...compute,
  ...implementation,
];
