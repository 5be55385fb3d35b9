import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  codeOf,
  type Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback } from 'react';
import { infraAiTranslationRef } from '../../translations';

/** Says a problem in the language of the page where its cause has a code; else in the server's words, which are English. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return useCallback(
    problem => {
      const { code, values } = codeOf(problem);
      return code
        ? t(`problem.codes.${code}`, { ...values, message: problem.message })
        : problem.message;
    },
    [t],
  );
}
