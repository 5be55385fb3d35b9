export { catalogChanges } from './catalogChanges';
export { describeUpdate } from './describeUpdate';
export { planUpdate, type UpdateOptions, type UpdatePlan } from './planUpdate';
export { publishedAnalysisId } from './publishedAnalysisId';
export type {
  EntityChange,
  FieldChange,
  FileChange,
  UpdateChanges,
} from './types';
