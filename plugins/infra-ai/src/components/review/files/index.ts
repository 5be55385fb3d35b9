export { SourceFiles } from './SourceFiles';
