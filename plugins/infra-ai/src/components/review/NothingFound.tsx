import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { InputView } from './InputView';
import { useRunAgain } from './useRunAgain';

/** A result with nothing in it: there is nothing to review, so the way on is the input. */
export function NothingFound({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { edit, pending, refusal } = useRunAgain(analysis);
  const isPicture = analysis.inputKind === 'image';
  return (
    <>
      <Alert
        status="warning"
        icon
        title={t('analysis.nothingFound')}
        description={t(
          isPicture
            ? 'analysis.nothingFoundPictureHint'
            : 'analysis.nothingFoundHint',
        )}
        customActions={
          <Button variant="primary" isPending={pending} onPress={edit}>
            {t(isPicture ? 'analysis.editPicture' : 'analysis.edit')}
          </Button>
        }
      />
      {refusal !== undefined && (
        <ProblemAlert title={t('picture.loadFailed')} problem={refusal} />
      )}
      <InputView analysis={analysis} />
    </>
  );
}
