import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  relationTypes,
  type Relation,
  type RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo } from 'react';
import type { ModelDraft } from '../../../draft/DraftContext';
import { isSameRelation, type RelationKey } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import { ConfidenceBadge } from './ConfidenceBadge';
import { Pages, usePage } from './Pages';
import styles from './ModelTables.module.css';

/** The relations, each with what can be done to it. */
export function EditableRelations({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { elements, relations } = draft.model;
  const page = usePage(relations);
  const names = useMemo(
    () => new Map(elements.map(({ id, name, title }) => [id, title ?? name])),
    [elements],
  );
  return (
    <>
      <table className={styles.editable} aria-label={t('table.relations')}>
        <thead>
          <tr>
            <th scope="col">{t('table.from')}</th>
            <th scope="col">{t('table.relation')}</th>
            <th scope="col">{t('table.to')}</th>
            <th scope="col">{t('table.confidence')}</th>
            <th scope="col">{t('table.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {page.items.map((relation, index) => (
            <RelationRow
              key={index}
              relation={relation}
              from={names.get(relation.from) ?? relation.from}
              to={names.get(relation.to) ?? relation.to}
              draft={draft}
            />
          ))}
        </tbody>
      </table>
      {relations.length === 0 && (
        <Text color="secondary">{t('table.noRelations')}</Text>
      )}
      <Pages {...page} label={t('table.relations')} />
    </>
  );
}

interface RelationRowProps {
  relation: Relation;
  from: string;
  to: string;
  draft: ModelDraft;
}

function RelationRow({ relation, from, to, draft }: RelationRowProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { edit } = draft;
  const key: RelationKey = {
    from: relation.from,
    to: relation.to,
    type: relation.type,
  };
  const name = `${from} → ${to}`;
  const problems = draft.problems.filter(
    problem => problem.relation && isSameRelation(problem.relation, key),
  );
  return (
    <tr>
      <td>{from}</td>
      <td>
        <select
          aria-label={t('table.cell', { column: t('table.relation'), name })}
          value={relation.type}
          onChange={event =>
            edit({
              op: 'setRelation',
              relation: key,
              change: { type: event.target.value as RelationType },
            })
          }
        >
          {relationTypes.map(type => (
            <option key={type} value={type}>
              {t(`relation.${type}`)}
            </option>
          ))}
        </select>
        {problems.map(({ message }) => (
          <span key={message} className={styles.problem}>
            {message}
          </span>
        ))}
      </td>
      <td>{to}</td>
      <td>
        <ConfidenceBadge finding={relation} />
      </td>
      <td className={styles.actions}>
        {needsCheck(relation) && (
          <Button
            size="small"
            variant="secondary"
            aria-label={t('table.acceptOne', { name })}
            onPress={() =>
              edit({ op: 'confirm', elements: [], relations: [key] })
            }
          >
            {t('table.accept')}
          </Button>
        )}
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('table.reverseOne', { name })}
          onPress={() => edit({ op: 'reverseRelation', relation: key })}
        >
          {t('graph.reverse')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('table.removeOne', { name })}
          onPress={() => edit({ op: 'removeRelations', relations: [key] })}
        >
          {t('table.remove')}
        </Button>
      </td>
    </tr>
  );
}
