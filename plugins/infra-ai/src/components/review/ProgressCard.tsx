import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiCheckLine, RiLoader4Line } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import type { ProgressEvent } from '../../hooks';
import { analyzeRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert, useStepText } from '../shared';
import styles from './ProgressCard.module.css';

interface ProgressCardProps {
  analysis: Analysis;
  progress: ProgressEvent[];
  connected: boolean;
}

/** What an analysis does at this moment, and the way to stop it. */
export function ProgressCard(props: ProgressCardProps) {
  const { analysis, progress, connected } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const sayStep = useStepText();
  const { cancel, pending, refusal } = useCancel(analysis.id);
  const seconds = useSecondsSince(analysis.createdAt);
  const steps = latestPerStep(progress);
  const current = steps.at(-1);
  const message = current
    ? sayStep(current)
    : t(analysis.state === 'queued' ? 'progress.queued' : 'progress.starting');
  return (
    <Card className={styles.card}>
      <CardBody>
        <Flex direction="column" gap="4">
          <Flex justify="between" align="baseline" gap="3">
            <Text as="h1" variant="title-x-small" weight="bold">
              {t(
                analysis.inputKind === 'image'
                  ? 'progress.pictureTitle'
                  : 'progress.title',
              )}
            </Text>
            <Text variant="body-small" color="secondary">
              {t('progress.elapsed', { seconds: String(seconds) })}
            </Text>
          </Flex>
          <progress
            className={styles.bar}
            aria-label={message}
            {...(current?.fraction === undefined
              ? {}
              : { value: current.fraction, max: 1 })}
          />
          <ol className={styles.steps} aria-label={t('progress.steps')}>
            {steps.slice(0, -1).map(step => (
              <li key={step.step} className={styles.done}>
                <RiCheckLine size={18} aria-hidden />
                <span>{sayStep(step)}</span>
              </li>
            ))}
            <li className={styles.current} aria-current="step">
              <RiLoader4Line size={18} aria-hidden className={styles.spinner} />
              <span role="status" aria-live="polite">
                {message}
              </span>
            </li>
          </ol>
          {!connected && (
            <Text as="p" variant="body-small" color="warning" role="status">
              {t('progress.reconnecting')}
            </Text>
          )}
          {refusal !== undefined && (
            <ProblemAlert title={t('progress.cancel')} problem={refusal} />
          )}
          <blockquote className={styles.excerpt}>{analysis.excerpt}</blockquote>
          <div>
            <Button variant="secondary" isPending={pending} onPress={cancel}>
              {t('progress.cancel')}
            </Button>
          </div>
        </Flex>
      </CardBody>
    </Card>
  );
}

/** A step can report many times; its last word counts. */
function latestPerStep(progress: ProgressEvent[]): ProgressEvent[] {
  return [...new Map(progress.map(event => [event.step, event])).values()];
}

/** Cancelling deletes the analysis, which ends its job; the text is still in the form. */
function useCancel(id: string) {
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analyzePath = useRouteRef(analyzeRouteRef);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const cancel = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      await api.deleteAnalysis(id);
      navigate(analyzePath());
    } catch (error) {
      setRefusal(error);
      setPending(false);
    }
  };
  return { cancel, pending, refusal };
}

function useSecondsSince(iso: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
}
