import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type {
  Analysis,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalysisView.module.css';
import { PictureView } from './picture';

/** A picture in which nothing was found has nothing drawn over it. */
const NOTHING: InfrastructureModel = {
  elements: [],
  relations: [],
  warnings: [],
  source: { kind: 'image' },
};
const nowhere = () => {};

/** What was analyzed, where there is no result to show beside it. */
export function InputView({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { input } = analysis;
  if (input.kind === 'image') {
    return (
      <Card>
        <CardBody>
          <PictureView
            analysisId={analysis.id}
            picture={input.picture}
            model={analysis.model ?? NOTHING}
            selected={undefined}
            highlighted={undefined}
            onSelect={nowhere}
            onHighlight={nowhere}
          />
          {input.description && (
            <pre className={styles.input}>{input.description}</pre>
          )}
        </CardBody>
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="body-large" weight="bold">
          {t('details.source')}
        </Text>
      </CardHeader>
      <CardBody>
        <pre className={styles.input}>{input.description}</pre>
      </CardBody>
    </Card>
  );
}
