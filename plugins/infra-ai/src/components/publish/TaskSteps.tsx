import { useApiHolder } from '@backstage/core-plugin-api';
import { LogViewer } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  scaffolderApiRef,
  useTaskEventStream,
  type ScaffolderStep,
} from '@backstage/plugin-scaffolder-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import {
  isPublicationFinal,
  type Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiLoader4Line,
  RiSkipForwardLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';

/** The steps of the template that comes with the platform; another one's are called what it calls them. */
const STEPS = ['files', 'publish', 'wait'] as const;

function isOurs(id: string): id is (typeof STEPS)[number] {
  return STEPS.some(step => step === id);
}

type StepStatus = NonNullable<ScaffolderStep['status']>;

const ICONS: Record<StepStatus, ReactElement> = {
  open: <RiCircleLine aria-hidden />,
  processing: <RiLoader4Line className={styles.spinner} aria-hidden />,
  completed: <RiCheckLine className={styles.success} aria-hidden />,
  failed: <RiCloseLine className={styles.failure} aria-hidden />,
  skipped: <RiSkipForwardLine aria-hidden />,
  cancelled: <RiCloseLine aria-hidden />,
};

/** The steps of the scaffolder task that publishes; nothing in a portal that has no scaffolder in its front end. */
export function TaskSteps({ publication }: { publication: Publication }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const hasScaffolder = useApiHolder().get(scaffolderApiRef) !== undefined;
  if (publication.taskId && hasScaffolder) {
    return <LiveSteps taskId={publication.taskId} />;
  }
  return isPublicationFinal(publication) ? null : (
    <Text as="p" color="secondary" role="status">
      {t('publication.waiting')}
    </Text>
  );
}

function LiveSteps({ taskId }: { taskId: string }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { task, steps, stepLogs, error } = useTaskEventStream(taskId);
  if (!task) {
    return (
      <Text as="p" variant="body-small" color="secondary" role="status">
        {error
          ? t('publication.streamFailed', { message: error.message })
          : t('publication.waiting')}
      </Text>
    );
  }
  return (
    <ol className={styles.steps} aria-label={t('publication.steps')}>
      {task.spec.steps.map(({ id, name }) => {
        const status = steps[id]?.status ?? 'open';
        const log = stepLogs[id] ?? [];
        const title = isOurs(id) ? t(`publication.stepName.${id}`) : name;
        return (
          <li key={id} className={styles.step}>
            {ICONS[status]}
            {log.length === 0 ? (
              <span className={styles.stepHead}>
                {title}
                <span className={styles.hint}>
                  {t(`publication.step.${status}`)}
                </span>
              </span>
            ) : (
              <Accordion
                // What failed is open: its log says what was done and undone.
                key={String(status === 'failed')}
                defaultExpanded={status === 'failed'}
                className={styles.log}
              >
                <AccordionTrigger
                  title={title}
                  subtitle={t(`publication.step.${status}`)}
                />
                <AccordionPanel>
                  <div className={styles.logText}>
                    <LogViewer text={log.join('\n')} textWrap />
                  </div>
                </AccordionPanel>
              </Accordion>
            )}
          </li>
        );
      })}
    </ol>
  );
}
