import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import { infraAiRepositoryReadPermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiTranslationRef } from '../../translations';
import { FilesChooser } from '../analyze/FilesChooser';
import type { ChosenFile } from '../analyze/filesDraft';
import { ProblemAlert } from '../shared';
import type { InputTabProps } from './TextTab';
import { useStart } from './useStart';

/** Files that define infrastructure already: chosen here, or in a repository. */
export function FilesTab({ owner, isDisabled, onStarted }: InputTabProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [address, setAddress] = useState('');
  const reading = usePermission({
    permission: infraAiRepositoryReadPermission,
  });
  const isDenied = !reading.loading && !reading.allowed;
  const url = isDenied ? '' : address.trim();
  const { start, isPending, refusal } = useStart(
    () =>
      files.length > 0
        ? api.startFilesAnalysis({ files, owner })
        : api.startRepositoryAnalysis({ url, owner }),
    onStarted,
  );
  const canStart = !isDisabled && (files.length > 0 || url !== '');
  return (
    <Flex direction="column" gap="3">
      <FilesChooser
        files={files}
        isDisabled={isDisabled || isPending}
        onChange={setFiles}
      />
      <TextField
        label={t('files.url')}
        description={
          isDenied
            ? t('files.urlNotAllowed', {
                permission: infraAiRepositoryReadPermission.name,
              })
            : t(files.length > 0 ? 'files.urlUnused' : 'files.urlHelp')
        }
        placeholder="https://github.com/acme/shop"
        isDisabled={files.length > 0 || isDenied}
        value={address}
        maxLength={2000}
        onChange={setAddress}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            // Not the wizard, whose form this field is in.
            event.preventDefault();
            if (canStart && !isPending) {
              start();
            }
          }
        }}
      />
      <Text variant="body-small" color="secondary">
        {t('files.limits')}
      </Text>
      {refusal !== undefined && (
        <ProblemAlert title={t('form.refused')} problem={refusal} />
      )}
      <div>
        <Button isDisabled={!canStart} isPending={isPending} onPress={start}>
          {t('form.submit')}
        </Button>
      </div>
    </Flex>
  );
}
