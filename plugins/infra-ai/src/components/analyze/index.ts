export { AnalyzeView } from './AnalyzeView';
export { loadFiles, loadPicture, useIntoForm } from './useIntoForm';
