/**
 * The Infrastructure AI back end plugin.
 *
 * @packageDocumentation
 */
export { infraAiPlugin as default } from './plugin';
export {
  createInfraAiAnalysisConditionalDecision,
  hasAuthorRule,
  hasOwnerRule,
  infraAiAnalysisConditions,
  infraAiAnalysisResourceRef,
  type AnalysisResource,
} from './permissions/rules';
