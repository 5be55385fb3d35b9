/**
 * Registers Gemini as an analyzer with the Infrastructure AI backend.
 *
 * @packageDocumentation
 */
export { infraAiModuleGemini as default } from './module';
