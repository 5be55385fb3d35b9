export { AnalysisView } from './AnalysisView';
