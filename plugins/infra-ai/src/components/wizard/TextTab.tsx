import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { useStart } from './useStart';

export interface InputTabProps {
  /** Of the entities that name none. */
  owner?: string;
  isDisabled: boolean;
  onStarted: (id: string) => void;
}

/** A description. No form of its own: the wizard is one already. */
export function TextTab({ owner, isDisabled, onStarted }: InputTabProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [description, setDescription] = useState('');
  const { start, isPending, refusal } = useStart(
    () => api.startTextAnalysis({ description, owner }),
    onStarted,
  );
  return (
    <Flex direction="column" gap="3">
      <TextAreaField
        label={t('form.description')}
        description={t('form.help')}
        placeholder={t('form.placeholder')}
        value={description}
        onChange={setDescription}
        rows={9}
      />
      {refusal !== undefined && (
        <ProblemAlert title={t('form.refused')} problem={refusal} />
      )}
      <div>
        <Button
          isDisabled={isDisabled || !description.trim()}
          isPending={isPending}
          onPress={start}
        >
          {t('form.submit')}
        </Button>
      </div>
    </Flex>
  );
}
