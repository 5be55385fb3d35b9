import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  relationTypes,
  type InfrastructureModel,
  type RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { Panel } from '@xyflow/react';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import styles from './Graph.module.css';
import type { GraphEdits } from './useGraphEdits';

interface RelationBarProps {
  model: InfrastructureModel;
  edits: GraphEdits;
}

/** What can be done to the chosen relation. */
export function RelationBar({ model, edits }: RelationBarProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { chosen, setChosen, edit } = edits;
  if (!edits.isEditable || !chosen) {
    return null;
  }
  const name = (id: string) => {
    const element = model.elements.find(item => item.id === id);
    return element?.title ?? element?.name ?? id;
  };
  const isOpen = needsCheck(model.relations[edits.relationIndex]);
  return (
    <Panel position="top-center">
      <div
        role="toolbar"
        aria-label={t('graph.relation')}
        className={styles.bar}
      >
        <strong>{name(chosen.from)}</strong>
        <select
          aria-label={t('graph.relationType')}
          value={chosen.type}
          onChange={event => {
            const type = event.target.value as RelationType;
            edit({ op: 'setRelation', relation: chosen, change: { type } });
            setChosen({ ...chosen, type });
          }}
        >
          {relationTypes.map(type => (
            <option key={type} value={type}>
              {t(`relation.${type}`)}
            </option>
          ))}
        </select>
        <strong>{name(chosen.to)}</strong>
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            edit({ op: 'reverseRelation', relation: chosen });
            setChosen({ ...chosen, from: chosen.to, to: chosen.from });
          }}
        >
          {t('graph.reverse')}
        </Button>
        {isOpen && (
          <Button
            size="small"
            variant="secondary"
            onPress={() =>
              edit({ op: 'confirm', elements: [], relations: [chosen] })
            }
          >
            {t('graph.accept')}
          </Button>
        )}
        <Button
          size="small"
          variant="secondary"
          onPress={() => {
            edit({ op: 'removeRelations', relations: [chosen] });
            setChosen(undefined);
          }}
        >
          {t('graph.remove')}
        </Button>
      </div>
    </Panel>
  );
}
