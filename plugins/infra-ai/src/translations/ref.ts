import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './en';

/** Texts of the page, in English and Spanish. @public */
export const infraAiTranslationRef = createTranslationRef({
  id: 'plugin.infra-ai',
  messages,
  translations: { es: () => import('./es') },
});
