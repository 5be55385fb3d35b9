export { ArchiveError } from './ArchiveError';
export { checkPath } from './checkPath';
export { isArchive, unpackArchive, type Unpacked } from './unpackArchive';
export {
  DEFAULT_LIMITS,
  type SkippedFile,
  type UnpackedFile,
  type UnpackLimits,
} from './limits';
export { isForeignFolder, isInfrastructureFile } from './select';
export { statesInfrastructure } from './statesInfrastructure';
