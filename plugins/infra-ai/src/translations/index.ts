export { infraAiTranslationRef } from './ref';
