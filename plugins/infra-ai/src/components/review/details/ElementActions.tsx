import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Select } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import type { ModelDraft } from '../../../draft/DraftContext';
import type { RelationKey } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import { freeId } from '../freeId';
import styles from './Details.module.css';
import { RelationForm } from './RelationForm';
import { SplitDialog } from './SplitDialog';

/** Accept, relate, merge, split and delete one element. */
export function ElementActions({
  element,
  draft,
  onSelect,
}: {
  element: Element;
  draft: ModelDraft;
  onSelect: (elementId: string | undefined) => void;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { model, edit } = draft;
  const { id } = element;
  const [isSplitting, setIsSplitting] = useState(false);
  const others = model.elements.filter(other => other.id !== id);

  const split = (name: string, relations: RelationKey[]) => {
    const newId = freeId(model, id);
    setIsSplitting(false);
    edit({ op: 'splitElement', id, newId, name, relations });
    onSelect(newId);
  };
  return (
    <Box bg="neutral" className={styles.actions}>
      {others.length > 0 && (
        <>
          <RelationForm element={element} others={others} draft={draft} />
          <Select
            key={`merge ${model.elements.length}`}
            label={t('details.mergeInto')}
            placeholder={t('details.choose')}
            size="small"
            searchable
            options={others.map(other => ({
              id: other.id,
              label: other.title ?? other.name,
            }))}
            onChange={into => {
              if (typeof into === 'string') {
                onSelect(into);
                edit({ op: 'mergeElements', into, ids: [id] });
              }
            }}
          />
        </>
      )}
      <div className={styles.buttons}>
        {needsCheck(element) && (
          <Button
            size="small"
            variant="primary"
            onPress={() =>
              edit({ op: 'confirm', elements: [id], relations: [] })
            }
          >
            {t('details.accept')}
          </Button>
        )}
        <Button
          size="small"
          variant="secondary"
          onPress={() => setIsSplitting(true)}
        >
          {t('details.split')}
        </Button>
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            onSelect(undefined);
            edit({ op: 'removeElements', ids: [id] });
          }}
        >
          {t('details.remove')}
        </Button>
      </div>
      {isSplitting && (
        <SplitDialog
          element={element}
          model={model}
          onClose={() => setIsSplitting(false)}
          onSplit={split}
        />
      )}
    </Box>
  );
}
