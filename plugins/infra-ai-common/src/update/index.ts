export { describeUpdate } from './describeUpdate';
export { planUpdate, type UpdateOptions, type UpdatePlan } from './planUpdate';
export type { EntityChange, FileChange, UpdateChanges } from './types';
