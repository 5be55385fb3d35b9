import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ModelDraft } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import styles from './ModelTables.module.css';

interface SelectionBarProps {
  selection: Element[];
  draft: ModelDraft;
  onDone: () => void;
}

/** What can be done to several elements at once. */
export function SelectionBar({ selection, draft, onDone }: SelectionBarProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (selection.length === 0) {
    return null;
  }
  const ids = selection.map(({ id }) => id);
  const [into, ...others] = selection;
  return (
    <div
      role="toolbar"
      aria-label={t('table.selection')}
      className={styles.selection}
    >
      <Text variant="body-small">
        {t('table.selected', { count: selection.length })}
      </Text>
      {others.length > 0 && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            draft.edit({
              op: 'mergeElements',
              into: into.id,
              ids: others.map(({ id }) => id),
            });
            onDone();
          }}
        >
          {t('table.merge', { name: into.title ?? into.name })}
        </Button>
      )}
      {selection.some(needsCheck) && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            draft.edit({ op: 'confirm', elements: ids, relations: [] });
            onDone();
          }}
        >
          {t('table.accept')}
        </Button>
      )}
      <Button
        size="small"
        variant="secondary"
        onPress={() => {
          draft.edit({ op: 'removeElements', ids });
          onDone();
        }}
      >
        {t('table.remove')}
      </Button>
    </div>
  );
}
