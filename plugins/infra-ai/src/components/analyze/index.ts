export { AnalyzeView } from './AnalyzeView';
export { useAnalyzers } from './useAnalyzers';
export { loadFiles, loadPicture, useIntoForm } from './useIntoForm';
