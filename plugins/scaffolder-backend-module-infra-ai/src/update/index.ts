export * from './updateBranch';
export * from './updateRepository';
export type { UpdateRequest } from './planRepositoryUpdate';
