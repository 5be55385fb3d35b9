export { toPrediction } from './prediction';
export { scoreCase } from './score';
export { summarize } from './summarize';
export type {
  CaseScore,
  Counts,
  EvaluationCase,
  EvaluationReport,
  LabelledComponent,
  LabelledRelation,
  Measures,
  Prediction,
  RelationMode,
  ScoreSummary,
} from './types';
