import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Box, Text } from '@backstage/ui';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ModelDraft } from '../../../draft/DraftContext';
import type { SystemChange } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';
import { DraftField } from './DraftField';
import { Facts } from './Facts';
import { OwnerField } from './OwnerField';

/** An analysis has its system's name, and no longer ones. */
const MAX_NAME = 100;

type System = NonNullable<InfrastructureModel['system']>;

/** What all elements are part of; shown while none is selected. */
export function SystemDetails({
  system,
  draft,
}: {
  system: System;
  draft: ModelDraft | undefined;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { name, title, description, owner, domain } = system;
  return (
    <section aria-label={t('kind.system')} className={styles.system}>
      <Text as="h2" variant="body-large" weight="bold">
        {t('kind.system')} {title ?? name}
      </Text>
      {draft?.isEditable ? (
        <SystemForm system={system} draft={draft} />
      ) : (
        <Facts
          facts={[
            [
              t('details.owner'),
              owner && <EntityRefLink entityRef={owner} defaultKind="group" />,
            ],
            [t('details.domain'), domain],
            [t('details.description'), description],
          ]}
        />
      )}
    </section>
  );
}

function SystemForm({ system, draft }: { system: System; draft: ModelDraft }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const set = (change: SystemChange) => draft.edit({ op: 'setSystem', change });
  return (
    <Box bg="neutral" className={styles.form}>
      <DraftField
        label={t('table.name')}
        value={system.name}
        maxLength={MAX_NAME}
        isRequired
        onChange={name => set({ name })}
      />
      <DraftField
        label={t('details.titleField')}
        value={system.title ?? ''}
        maxLength={200}
        onChange={title => set({ title })}
      />
      <OwnerField
        value={system.owner ?? ''}
        problems={draft.problems.filter(
          ({ element, relation, field }) =>
            !element && !relation && field === 'owner',
        )}
        onChange={owner => set({ owner })}
      />
      <DraftField
        label={t('details.domain')}
        value={system.domain ?? ''}
        maxLength={200}
        onChange={domain => set({ domain })}
      />
      <DraftField
        label={t('details.description')}
        value={system.description ?? ''}
        maxLength={2000}
        onChange={description => set({ description })}
      />
    </Box>
  );
}
