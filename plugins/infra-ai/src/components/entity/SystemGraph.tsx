import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { useAnalysis } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { DetailsPanel } from '../review/details';
import { GraphPanel } from '../review/graph';
import { Source } from '../review/ModelReview';
import reviewStyles from '../review/Review.module.css';
import { Loading, ProblemAlert } from '../shared';

/** What an analysis found, as a graph that is only read, with where each thing was found. */
export function SystemGraph({ analysisId }: { analysisId: string }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { analysis, error } = useAnalysis(analysisId);
  const [selected, onSelect] = useState<string>();
  const [highlighted, onHighlight] = useState<string>();
  const focus = { selected, highlighted, onSelect, onHighlight };
  const model = analysis?.model;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h2" variant="body-large" weight="bold">
            {t('entity.found')}
          </Text>
          {error !== undefined && (
            <ProblemAlert title={t('analysis.loadFailed')} problem={error} />
          )}
          {!analysis && error === undefined && <Loading height={320} />}
          {analysis && model && (
            <div className={reviewStyles.split}>
              <GraphPanel {...focus} model={model} />
              <DetailsPanel
                model={model}
                selected={selected}
                onSelect={onSelect}
                isSourceFirst={false}
                source={
                  <Source analysis={{ ...analysis, model }} focus={focus} />
                }
              />
            </div>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
