import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';

interface DeleteDialogProps {
  analysis: AnalysisSummary;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before an analysis is deleted, and says what that does not touch. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { analysis, onClose, onDeleted } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  const remove = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      await api.deleteAnalysis(analysis.id);
      onDeleted();
    } catch (error) {
      setRefusal(error);
      setPending(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>
        {t('history.confirmTitle', { name: analysis.name })}
      </DialogHeader>
      <DialogBody>
        <Text as="p">{t('history.confirmText')}</Text>
        {refusal !== undefined && (
          <ProblemAlert title={t('history.deleteFailed')} problem={refusal} />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive
          isPending={pending}
          onPress={remove}
        >
          {t('common.delete')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
