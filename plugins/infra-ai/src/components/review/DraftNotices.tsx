import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { EditError } from '../../draft/applyEdit';
import type { ModelDraft } from '../../draft/DraftContext';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';

/** What the person should know of the draft, and settle: a refused step, a conflict, a catalog that did not answer. */
export function DraftNotices({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { state, refusal, settle, lostSteps, matchesError, loadMatches } =
    draft;
  return (
    <>
      {state === 'conflict' && (
        <div role="alert">
          <Alert
            status="warning"
            icon
            title={t('draft.conflict.title')}
            description={t('draft.conflict.intro')}
            customActions={
              <Flex gap="2">
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => settle('mine')}
                >
                  {t('draft.conflict.mine')}
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => settle('theirs')}
                >
                  {t('draft.conflict.theirs')}
                </Button>
              </Flex>
            }
          />
        </div>
      )}
      {lostSteps > 0 && (
        <div role="alert">
          <Alert
            status="warning"
            icon
            title={t('draft.lostSteps', { count: lostSteps })}
          />
        </div>
      )}
      <Refusal refusal={refusal} />
      {matchesError !== undefined && (
        <ProblemAlert
          title={t('draft.matchesFailed')}
          problem={matchesError}
          actions={
            <Button size="small" variant="secondary" onPress={loadMatches}>
              {t('common.retry')}
            </Button>
          }
        />
      )}
    </>
  );
}

function Refusal({ refusal }: Pick<ModelDraft, 'refusal'>) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (refusal instanceof EditError) {
    return (
      <div role="alert">
        <Alert
          status="warning"
          icon
          title={t('draft.refused')}
          description={t(`draft.refusal.${refusal.reason}`)}
        />
      </div>
    );
  }
  return refusal === undefined ? null : (
    <ProblemAlert title={t('draft.problem')} problem={refusal} />
  );
}
