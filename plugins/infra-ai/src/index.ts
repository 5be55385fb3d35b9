/**
 * Infrastructure AI in Backstage: describe infrastructure, review what was found, publish it to the catalog.
 *
 * @packageDocumentation
 */
export { default } from './plugin/plugin';
export { InfraAiPage, infraAiPlugin } from './plugin/legacyPlugin';
export { infraAiApiRef } from './api';
export { infraAiTranslationRef } from './translations';
