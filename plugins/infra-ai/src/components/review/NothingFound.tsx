import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Card, CardBody } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalysisView.module.css';
import { useRunAgain } from './useRunAgain';

/** A result with nothing in it: there is nothing to review, so the way on is the text. */
export function NothingFound({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { edit } = useRunAgain(analysis);
  return (
    <>
      <Alert
        status="warning"
        icon
        title={t('analysis.nothingFound')}
        description={t('analysis.nothingFoundHint')}
        customActions={
          <Button variant="primary" onPress={edit}>
            {t('analysis.edit')}
          </Button>
        }
      />
      <Card>
        <CardBody>
          <pre className={styles.input}>{analysis.input.description}</pre>
        </CardBody>
      </Card>
    </>
  );
}
