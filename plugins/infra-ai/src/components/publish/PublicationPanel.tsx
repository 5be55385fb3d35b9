import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  isPublicationFinal,
  type Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiLoader4Line } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { usePublication } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { CancelPublication } from './CancelPublication';
import styles from './Publish.module.css';
import { PublicationResult } from './PublicationResult';
import { usePublish } from './usePublish';
import { removesMissing } from './usePublishForm';
import { TaskSteps } from './TaskSteps';
import { WhatIsThere } from './WhatIsThere';

interface PublicationPanelProps {
  analysisId: string;
  publication: Publication;
  /** Whether this person may try again. */
  isAllowed: boolean;
  onStarted: (publication: Publication) => void;
  onChangeSettings: () => void;
  /** Told when a publication that was followed here is done, and when its pull request is. */
  onDone: (publication: Publication) => void;
}

/** One publication while it runs, and what came of it. */
export function PublicationPanel(props: PublicationPanelProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { publication, connected } = usePublication(
    props.analysisId,
    props.publication,
  );
  const isFinal = isPublicationFinal(publication);
  useDone(props.publication, publication, props.onDone);
  const repo = `${publication.owner}/${publication.repo}`;
  return (
    <Card className={styles.panel}>
      <CardBody>
        <Flex direction="column" gap="4">
          <div aria-live="polite" className={styles.outcome}>
            {!isFinal && (
              <Flex align="center" gap="2">
                <RiLoader4Line className={styles.spinner} aria-hidden />
                <Text as="h2" variant="body-large" weight="bold">
                  {t('publication.running', { repo })}
                </Text>
              </Flex>
            )}
            {publication.state === 'completed' && (
              <PublicationResult publication={publication} />
            )}
          </div>
          {publication.state === 'failed' && (
            <FailedPublication {...props} publication={publication} />
          )}
          {!isFinal && publication.taskId && (
            <CancelPublication
              analysisId={props.analysisId}
              publication={publication}
              isAllowed={props.isAllowed}
            />
          )}
          {!connected && (
            <Text as="p" variant="body-small" color="warning" role="status">
              {t('publication.reconnecting')}
            </Text>
          )}
          <TaskSteps publication={publication} />
        </Flex>
      </CardBody>
    </Card>
  );
}

function FailedPublication({
  analysisId,
  publication,
  isAllowed,
  onStarted,
  onChangeSettings,
}: PublicationPanelProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const publish = usePublish();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const { owner, repo, visibility, createOnly, error } = publication;
  const title = t('publication.failed', { repo: `${owner}/${repo}` });

  const retry = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      onStarted(
        await publish(analysisId, {
          owner,
          repo,
          visibility,
          createOnly,
          ...(removesMissing(analysisId, publication)
            ? { removeMissing: true }
            : {}),
        }),
      );
    } catch (reason) {
      setRefusal(reason);
    } finally {
      setPending(false);
    }
  };

  return (
    <>
      <ProblemAlert
        title={title}
        problem={error ?? { name: 'Error', message: title }}
      />
      <WhatIsThere analysisId={analysisId} publication={publication} />
      {refusal !== undefined && (
        <ProblemAlert title={t('publish.refused')} problem={refusal} />
      )}
      <Flex gap="2" align="center" className={styles.wrap}>
        <Button
          variant="primary"
          isPending={pending}
          isDisabled={!isAllowed}
          onPress={retry}
        >
          {t('common.retry')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={!isAllowed}
          onPress={onChangeSettings}
        >
          {t('publication.change')}
        </Button>
        <Text variant="body-small" color="secondary">
          {t('publication.retryHint')}
        </Text>
      </Flex>
    </>
  );
}

function useDone(
  initial: Publication,
  current: Publication,
  onDone: (publication: Publication) => void,
) {
  const known = useRef(phaseOf(initial));
  useEffect(() => {
    if (known.current !== phaseOf(current) && isPublicationFinal(current)) {
      known.current = phaseOf(current);
      onDone(current);
    }
  }, [current, onDone]);
}

function phaseOf({ state, pullRequest }: Publication): string {
  return `${state}/${pullRequest?.state}`;
}
