import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Card,
  CardBody,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { useState, type FormEvent } from 'react';
import { infraAiApiRef } from '../../api';
import { infraAiRepositoryReadPermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import styles from './AnalyzeView.module.css';
import { useFilesForm } from './draft';
import { setFilesDraft, useFilesDraft } from './filesDraft';
import { FilesChooser } from './FilesChooser';
import { FormFooter } from './FormFooter';
import { FormOptions } from './FormOptions';
import { toRequest, useStartAnalysis } from './useStartAnalysis';

/** The tab for files that define infrastructure already: chosen here, or in a repository. */
export function FilesInput({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const files = useFilesDraft();
  const [form, setForm] = useFilesForm();
  const [isEmpty, setIsEmpty] = useState(false);
  const reading = usePermission({
    permission: infraAiRepositoryReadPermission,
  });
  const isDenied = !reading.loading && !reading.allowed;
  const url = isDenied ? '' : form.url.trim();
  const analysis = useStartAnalysis(signal =>
    files.length > 0
      ? api.startFilesAnalysis({ files, ...toRequest(form) }, { signal })
      : api.startRepositoryAnalysis({ url, ...toRequest(form) }, { signal }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = files.length === 0 && !url;
    setIsEmpty(empty);
    if (!empty && !isDisabled && !analysis.isPending) {
      analysis.start();
    }
  };
  const pendingNote = files.length > 0 ? 'files.sending' : 'files.reading';
  return (
    <Card>
      <CardBody>
        <form aria-label={t('files.title')} onSubmit={submit}>
          <Flex direction="column" gap="4">
            <FilesChooser
              files={files}
              isDisabled={isDisabled}
              onChange={setFilesDraft}
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
              value={form.url}
              maxLength={2000}
              onChange={value => {
                setIsEmpty(false);
                setForm({ ...form, url: value });
              }}
            />
            {isEmpty && (
              <Text as="p" variant="body-small" color="danger" role="alert">
                {t('files.empty')}
              </Text>
            )}
            <Accordion className={styles.options}>
              <AccordionTrigger
                title={t('form.options')}
                subtitle={t('form.optionsHint')}
              />
              <AccordionPanel>
                <FormOptions
                  kind="files"
                  values={form}
                  onChange={changes => setForm({ ...form, ...changes })}
                />
              </AccordionPanel>
            </Accordion>
            {analysis.refusal !== undefined && (
              <ProblemAlert
                title={t('form.refused')}
                problem={analysis.refusal}
              />
            )}
            <FormFooter
              note={t(analysis.isPending ? pendingNote : 'files.limits')}
              isPending={analysis.isPending}
              isDisabled={isDisabled}
              onCancel={analysis.cancel}
            />
          </Flex>
        </form>
      </CardBody>
    </Card>
  );
}
