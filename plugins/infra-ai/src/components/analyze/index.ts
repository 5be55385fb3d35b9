export { AnalyzeView } from './AnalyzeView';
export { loadPicture, useIntoForm } from './useIntoForm';
