export { AnalyzeView } from './AnalyzeView';
export { emptyDraft, useDraft, type Draft } from './draft';
