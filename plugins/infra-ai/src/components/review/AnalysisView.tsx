import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Skeleton } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { isFinal, useAnalysis } from '../../hooks';
import { historyRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { AnalysisHeader } from './AnalysisHeader';
import styles from './AnalysisView.module.css';
import { ProgressCard } from './ProgressCard';
import { Review } from './Review';
import { StoppedAnalysis } from './StoppedAnalysis';

/** One analysis, from its first step to its publications; all of it comes from the server, so the address suffices. */
export function AnalysisView() {
  const { id = '' } = useParams();
  const { t } = useTranslationRef(infraAiTranslationRef);
  const historyPath = useRouteRef(historyRouteRef);
  const { analysis, progress, connected, error, reload } = useAnalysis(id);

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
            <ButtonLink variant="secondary" href={historyPath()}>
              {t('page.history')}
            </ButtonLink>
          </Flex>
        }
      />
    );
  }
  if (!analysis) {
    return (
      <Flex
        direction="column"
        gap="4"
        role="status"
        aria-label={t('common.loading')}
      >
        <Skeleton width="40%" height={32} />
        <Skeleton width="100%" height={420} />
      </Flex>
    );
  }
  if (!isFinal(analysis.state)) {
    return (
      <ProgressCard
        analysis={analysis}
        progress={progress}
        connected={connected}
      />
    );
  }
  return (
    <Flex direction="column" gap="4" className={styles.view}>
      {analysis.model ? (
        <Review key={analysis.id} analysis={analysis} onChanged={reload} />
      ) : (
        <>
          <AnalysisHeader analysis={analysis} />
          <StoppedAnalysis analysis={analysis} />
        </>
      )}
    </Flex>
  );
}
