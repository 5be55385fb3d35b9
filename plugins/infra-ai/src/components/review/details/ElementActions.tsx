import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Select } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ModelDraft } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import { freeId } from '../freeId';
import styles from './Details.module.css';

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
  const others = model.elements
    .filter(other => other.id !== id)
    .map(other => ({ id: other.id, label: other.title ?? other.name }));
  const kindOf = (other: string) =>
    model.elements.find(item => item.id === other)?.kind;

  const split = () => {
    const newId = freeId(model, id);
    edit({
      op: 'splitElement',
      id,
      newId,
      name: t('details.splitName', { name: element.name }).slice(0, 200),
      relations: [],
    });
    onSelect(newId);
  };
  return (
    <Box bg="neutral" className={styles.actions}>
      {others.length > 0 && (
        <>
          <Select
            key={`relate ${model.relations.length}`}
            label={t('details.relateTo')}
            placeholder={t('details.choose')}
            size="small"
            searchable
            options={others}
            onChange={to => {
              if (typeof to === 'string') {
                const type = kindOf(to) === 'api' ? 'consumesApi' : 'dependsOn';
                edit({ op: 'addRelation', relation: { from: id, to, type } });
              }
            }}
          />
          <Select
            key={`merge ${model.elements.length}`}
            label={t('details.mergeInto')}
            placeholder={t('details.choose')}
            size="small"
            searchable
            options={others}
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
        <Button size="small" variant="secondary" onPress={split}>
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
    </Box>
  );
}
