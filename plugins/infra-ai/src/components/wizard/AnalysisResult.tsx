import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { isFinal, useAnalysis } from '../../hooks';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { ModelReview } from '../review/ModelReview';
import { Warnings } from '../review/Warnings';
import { ProblemAlert, useStepText } from '../shared';
import styles from './Wizard.module.css';

interface AnalysisResultProps {
  id: string;
  onDiscard: () => void;
}

/** An analysis in the wizard: its progress, then what it found. */
export function AnalysisResult({ id, onDiscard }: AnalysisResultProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const sayStep = useStepText();
  const { analysis, progress, error, reload } = useAnalysis(id);
  const discard = (
    <Button variant="secondary" onPress={onDiscard}>
      {t('wizard.discard')}
    </Button>
  );
  if (error !== undefined) {
    return (
      <ProblemAlert
        title={t('analysis.loadFailed')}
        problem={error}
        actions={
          <Flex gap="2">
            <Button variant="secondary" onPress={reload}>
              {t('common.retry')}
            </Button>
            {discard}
          </Flex>
        }
      />
    );
  }
  if (!analysis || !isFinal(analysis.state)) {
    const last = progress.at(-1);
    const message = last ? sayStep(last) : t('progress.starting');
    return (
      <Flex direction="column" gap="2">
        <Text role="status">{message}</Text>
        <progress className={styles.bar} aria-label={message} />
        <div>{discard}</div>
      </Flex>
    );
  }
  const { model } = analysis;
  if (!model) {
    return (
      <ProblemAlert
        title={t(
          analysis.state === 'cancelled'
            ? 'analysis.cancelled'
            : 'analysis.failed',
        )}
        problem={analysis.error ?? { name: 'Error', message: '' }}
        actions={discard}
      />
    );
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-large" weight="bold" role="status">
        {t('wizard.found', { name: analysis.name })}
      </Text>
      {model.elements.length > 0 ? (
        // The wizard is a form: Enter in a field of the review is not for it.
        <div
          role="presentation"
          className={styles.review}
          onKeyDown={event => {
            if (
              event.key === 'Enter' &&
              event.target instanceof HTMLInputElement
            ) {
              event.preventDefault();
            }
          }}
        >
          <ModelReview key={id} analysis={analysis} initial={model} />
        </div>
      ) : (
        <>
          <Text color="danger">{t('wizard.nothing')}</Text>
          <Warnings warnings={model.warnings} />
        </>
      )}
      <Flex gap="2">
        {/* In another tab: the wizard keeps what was filled in. */}
        <ButtonLink
          variant="secondary"
          href={analysisPath({ id })}
          target="_blank"
          iconEnd={<RiExternalLinkLine />}
        >
          {t('wizard.review')}
        </ButtonLink>
        {discard}
      </Flex>
    </Flex>
  );
}
