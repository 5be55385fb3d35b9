export { DetailsPanel } from './DetailsPanel';
export { SourceText } from './SourceText';
