import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import type {
  Analysis,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiGitPullRequestLine,
  RiGitRepositoryCommitsLine,
} from '@remixicon/react';
import { infraAiTranslationRef } from '../../translations';
import { Loading, ProblemAlert } from '../shared';
import { CheckResult } from './CheckResult';
import { PublishFields } from './PublishFields';
import { usePublishForm } from './usePublishForm';

interface PublishDialogProps {
  analysis: Analysis;
  /** The publication before, whose choices are offered again. */
  last: Publication | undefined;
  onClose: () => void;
  onStarted: (publication: Publication) => void;
}

const FORM_ID = 'infra-ai-publish';

/** The button says what it does. */
const SUBMIT = {
  create: 'publish.submit',
  update: 'publish.openPullRequest',
  none: 'publish.nothing',
} as const;

/** Asks where to publish. What was typed stays when the dialog closes or the request is refused. */
export function PublishDialog(props: PublishDialogProps) {
  const { analysis, last, onClose, onStarted } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const form = usePublishForm(analysis, last, onStarted);
  const { targets, pending, refusal } = form;
  const action = form.check.result && (form.check.result.action ?? 'create');
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>{t('publish.title')}</DialogHeader>
      <DialogBody>
        <form
          id={FORM_ID}
          aria-label={t('publish.title')}
          onSubmit={event => {
            event.preventDefault();
            form.submit();
          }}
        >
          <Flex direction="column" gap="4">
            <Text as="p" color="secondary">
              {t('publish.intro')}
            </Text>
            {targets.error !== undefined && (
              <ProblemAlert
                title={t('publish.targetsFailed')}
                problem={targets.error}
                onRetry={targets.reload}
              />
            )}
            {targets.error === undefined && !targets.value && (
              <Loading height={200} />
            )}
            {targets.value && (
              <PublishFields
                targets={targets.value}
                values={form.values}
                availability={form.availability}
                onChange={form.change}
              />
            )}
            {targets.value && form.isOpen && (
              <CheckResult
                check={form.check}
                repo={`${form.values.owner}/${form.values.repo}`}
                removeMissing={form.values.removeMissing}
                onRemoveMissing={removeMissing =>
                  form.change({ removeMissing })
                }
              />
            )}
            {refusal !== undefined && (
              <ProblemAlert title={t('publish.refused')} problem={refusal} />
            )}
          </Flex>
        </form>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          form={FORM_ID}
          variant="primary"
          iconStart={
            action === 'update' ? (
              <RiGitPullRequestLine />
            ) : (
              <RiGitRepositoryCommitsLine />
            )
          }
          isPending={pending}
          isDisabled={!form.canSubmit}
        >
          {t(action ? SUBMIT[action] : 'publish.action')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
