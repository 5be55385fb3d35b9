export { findTechnology, fold, keyOf } from './lookup';
export { vocabulary } from './technologies';
export type { Technology, TechnologyRole } from './types';
