import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ReactNode } from 'react';
import { toProblem } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { useProblemText } from './useProblemText';

/** Hints of ours for errors that brought none. */
const HINTS = {
  NetworkError: 'problem.network',
  NotAllowedError: 'problem.notAllowed',
  NotFoundError: 'problem.notFound',
  ConflictError: 'problem.conflict',
} as const;

/** Names of errors whose message already says what to change. */
const SELF_EXPLAINING = ['InputError', 'RepositoryTakenError'];

interface ProblemAlertProps {
  /** What failed, for the person. */
  title: string;
  /** A problem the API reported, or what a call threw. */
  problem: Problem | Error | unknown;
  /** Offers to try again. */
  onRetry?: () => void;
  /** Other ways to go on, in place of a retry. */
  actions?: ReactNode;
}

/** An error with its cause, word for word, and the next step. */
export function ProblemAlert(props: ProblemAlertProps) {
  const { title, problem, onRetry, actions } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const speak = useProblemText();
  const given = isProblem(problem) ? problem : toProblem(problem);
  const { name, message, hint } = given;
  const text = speak(given);
  const known = HINTS[name as keyof typeof HINTS];
  const fallback = SELF_EXPLAINING.includes(name)
    ? undefined
    : t(known ?? 'problem.generic');
  // A sentence of the page's own says the way out as well.
  const nextStep = text === message ? hint ?? fallback : undefined;
  return (
    <div role="alert">
      <Alert
        status="danger"
        icon
        title={title}
        description={
          <>
            <Text as="p" variant="body-medium">
              {text}
            </Text>
            {nextStep && (
              <Text as="p" variant="body-medium">
                <strong>{t('problem.nextStep')}:</strong> {nextStep}
              </Text>
            )}
          </>
        }
        customActions={
          onRetry ? (
            <Button variant="secondary" onPress={onRetry}>
              {t('common.retry')}
            </Button>
          ) : (
            actions
          )
        }
      />
    </div>
  );
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Error) &&
    typeof (value as Problem).message === 'string'
  );
}
