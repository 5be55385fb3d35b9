import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { infraAiTranslationRef } from '../../translations';

/** Steps that the page names in its own language. */
const STEPS = [
  'prepare',
  'read',
  'ask',
  'retry',
  'reuse',
  'duplicate',
  'done',
] as const;

/** Says a step of an analysis in the language of the page; one it does not know in the analyzer's words. */
export function useStepText(): (progress: {
  step: string;
  message: string;
}) => string {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return useCallback(
    ({ step, message }) => {
      const known = STEPS.find(one => one === step);
      return known ? t(`progress.step.${known}`, { message }) : message;
    },
    [t],
  );
}
