export * from './annotations';
export {
  assertRepositoryName,
  qualifyEntityName,
  toEntityName,
  toTag,
} from './names';
export * from './toEntities';
export * from './yaml';
export type { RelationEntry } from './relations';
export { isOwnerRef } from './ownerRef';
