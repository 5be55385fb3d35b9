import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import styles from './Publish.module.css';

/** Gives up a publication that is under way: a task that hangs would keep its analysis for good. */
export function CancelPublication({
  analysisId,
  publication,
  isAllowed,
}: {
  analysisId: string;
  publication: Publication;
  isAllowed: boolean;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  const cancel = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      // Who follows the publication sees its end.
      await api.cancelPublication(analysisId, publication.id);
    } catch (reason) {
      setRefusal(reason);
      setPending(false);
    }
  };

  return (
    <>
      {refusal !== undefined && (
        <ProblemAlert title={t('publication.cancelFailed')} problem={refusal} />
      )}
      <Flex gap="2" align="center" className={styles.wrap}>
        <Button
          variant="secondary"
          isPending={pending}
          isDisabled={!isAllowed}
          onPress={cancel}
        >
          {t('publication.cancel')}
        </Button>
        <Text variant="body-small" color="secondary">
          {t('publication.cancelHint')}
        </Text>
      </Flex>
    </>
  );
}
