/**
 * Infrastructure AI in Backstage: describe infrastructure, review what was found, publish it to the catalog.
 *
 * @packageDocumentation
 */
export { default } from './plugin/plugin';
export {
  EntityInfrastructureCard,
  EntityInfrastructureContent,
  InfraAiPage,
  infraAiPlugin,
} from './plugin/legacyPlugin';
export { isInfraAiAvailable } from './components/entity/availability';
export { infraAiApiRef } from './api';
export { infraAiTranslationRef } from './translations';
