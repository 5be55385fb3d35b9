/**
 * Registers the embedded analyzer with the Infrastructure AI back end.
 *
 * @packageDocumentation
 */
export { infraAiModuleEmbedded as default } from './module';
