import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  relationTypes,
  type Element,
  type RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import type { ModelDraft } from '../../../draft/DraftContext';
import { isSameRelation } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';

/** Adds a relation of an element: its type and the other end are chosen. */
export function RelationForm({
  element,
  others,
  draft: { model, edit },
}: {
  element: Element;
  others: Element[];
  draft: ModelDraft;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [chosenType, setChosenType] = useState<RelationType>();
  const [to, setTo] = useState<string>();
  const target = others.find(({ id }) => id === to);
  const type = chosenType ?? usualType(target);
  const isThere =
    target !== undefined &&
    model.relations.some(relation =>
      isSameRelation(relation, { from: element.id, to: target.id, type }),
    );
  return (
    <div
      role="group"
      aria-label={t('details.addRelation')}
      className={styles.relate}
    >
      <Select
        label={t('details.relationType')}
        size="small"
        value={type}
        options={relationTypes.map(id => ({ id, label: t(`relation.${id}`) }))}
        onChange={key =>
          setChosenType(relationTypes.find(item => item === key))
        }
      />
      <Select
        label={t('details.relateTo')}
        placeholder={t('details.choose')}
        size="small"
        searchable
        value={target ? target.id : null}
        options={others.map(({ id, title, name }) => ({
          id,
          label: title ?? name,
        }))}
        onChange={key => setTo(typeof key === 'string' ? key : undefined)}
      />
      <Button
        size="small"
        variant="secondary"
        isDisabled={!target || isThere}
        onPress={() => {
          if (target) {
            edit({
              op: 'addRelation',
              relation: { from: element.id, to: target.id, type },
            });
            setTo(undefined);
            setChosenType(undefined);
          }
        }}
      >
        {t('details.addRelation')}
      </Button>
      {isThere && (
        <p role="status" className={styles.hint}>
          {t('draft.refusal.relationExists')}
        </p>
      )}
    </div>
  );
}

function usualType(target: Element | undefined): RelationType {
  return target?.kind === 'api' ? 'consumesApi' : 'dependsOn';
}
