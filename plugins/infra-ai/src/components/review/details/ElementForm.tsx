import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Select } from '@backstage/ui';
import {
  elementKinds,
  type Element,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  problemsAt,
  type DraftProblem,
  type ModelDraft,
} from '../../../draft/DraftContext';
import type { ElementChange } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';
import { DraftField } from './DraftField';
import { OwnerField } from './OwnerField';

/** What the model's schema allows. */
const MAX_TAGS = 20;

/** Everything of an element that a person may correct. */
export function ElementForm({
  element,
  draft,
}: {
  element: Element;
  draft: ModelDraft;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const set = (change: ElementChange) =>
    draft.edit({ op: 'setElement', id: element.id, change });
  const problems = (field: DraftProblem['field']) =>
    problemsAt(draft, element.id, field);
  const { name, title, type, technology, owner, lifecycle } = element;
  return (
    // A panel has the fields' own color; from a provider of it they take the next one.
    <Box bg="neutral" className={styles.form}>
      <DraftField
        label={t('table.name')}
        value={name}
        maxLength={200}
        isRequired
        problems={problems('name')}
        onChange={value => set({ name: value })}
      />
      <DraftField
        label={t('details.titleField')}
        value={title ?? ''}
        maxLength={200}
        onChange={value => set({ title: value })}
      />
      <Select
        label={t('table.kind')}
        size="small"
        value={element.kind}
        options={elementKinds.map(id => ({ id, label: t(`kind.${id}`) }))}
        onChange={key => {
          const kind = elementKinds.find(item => item === key);
          if (kind && kind !== element.kind) {
            set({ kind });
          }
        }}
      />
      <DraftField
        label={t('table.type')}
        value={type}
        maxLength={63}
        isRequired
        onChange={value => set({ type: value })}
      />
      <DraftField
        label={t('details.technology')}
        value={technology ?? ''}
        maxLength={100}
        onChange={value => set({ technology: value })}
      />
      <OwnerField
        value={owner ?? ''}
        problems={problems('owner')}
        onChange={value => set({ owner: value })}
      />
      <DraftField
        label={t('details.lifecycle')}
        value={lifecycle ?? ''}
        maxLength={63}
        onChange={value => set({ lifecycle: value })}
      />
      <DraftField
        label={t('details.tags')}
        value={element.tags?.join(', ') ?? ''}
        maxLength={1300}
        onChange={value => set({ tags: toTags(value) })}
      />
      <DraftField
        label={t('details.description')}
        value={element.description ?? ''}
        maxLength={2000}
        onChange={value => set({ description: value })}
      />
    </Box>
  );
}

function toTags(text: string | undefined): string[] | undefined {
  const tags = (text ?? '')
    .split(',')
    .map(tag => tag.trim())
    .filter(Boolean);
  return tags.length ? [...new Set(tags)].slice(0, MAX_TAGS) : undefined;
}
