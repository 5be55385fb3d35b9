import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { InputView } from './InputView';
import { useRunAgain } from './useRunAgain';

/** An analysis that ended without a result: why, and the two ways on. */
export function StoppedAnalysis({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { edit, runAgain, pending, refusal } = useRunAgain(analysis);
  const actions = (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      <Button variant="primary" isPending={pending} onPress={runAgain}>
        {t('analysis.rerun')}
      </Button>
      <Button variant="secondary" onPress={edit}>
        {t(
          analysis.inputKind === 'image'
            ? 'analysis.editPicture'
            : 'analysis.edit',
        )}
      </Button>
    </Flex>
  );
  return (
    <>
      {analysis.state === 'failed' ? (
        <ProblemAlert
          title={t('analysis.failed')}
          problem={
            analysis.error ?? { name: 'Error', message: t('analysis.failed') }
          }
          actions={actions}
        />
      ) : (
        <Alert
          status="info"
          icon
          title={t('analysis.cancelled')}
          description={t('analysis.cancelledHint')}
          customActions={actions}
        />
      )}
      {refusal !== undefined && (
        <ProblemAlert title={t('form.refused')} problem={refusal} />
      )}
      <InputView analysis={analysis} />
    </>
  );
}
