import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type {
  DriftChange,
  Evidence,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiAddLine,
  RiArrowRightLine,
  RiDeleteBinLine,
  RiPencilLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { EntityName } from '../shared';
import styles from './Entity.module.css';

const KINDS = ['added', 'changed', 'removed'] as const;
/** Of one difference; the analysis has them all. */
const MAX_EVIDENCE = 3;

const ICONS: Record<DriftChange['kind'], ReactElement> = {
  added: <RiAddLine size={16} aria-hidden />,
  changed: <RiPencilLine size={16} aria-hidden />,
  removed: <RiDeleteBinLine size={16} aria-hidden />,
};

/** The differences between the catalog and the repository, each with where the repository says so. */
export function DriftChanges({ changes }: { changes: DriftChange[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <section aria-label={t('drift.changes')}>
      {KINDS.map(kind => {
        const some = changes.filter(change => change.kind === kind);
        return (
          some.length > 0 && (
            <div key={kind} className={styles.group} data-kind={kind}>
              <Text as="h3" variant="body-small" weight="bold">
                {ICONS[kind]} {t(`drift.kind.${kind}`)} ({some.length})
              </Text>
              <ul className={styles.changes}>
                {some.map((change, index) => (
                  <Change key={index} change={change} />
                ))}
              </ul>
            </div>
          )
        );
      })}
    </section>
  );
}

function Change({ change }: { change: DriftChange }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { kind, entityRef, title, relation, fields, evidence } = change;
  return (
    <li>
      {relation ? (
        <Text className={styles.ref}>
          <EntityRefLink entityRef={entityRef} title={title} />
          {` ${t(`relation.${relation.type}`)} `}
          <RiArrowRightLine size={14} aria-hidden />{' '}
          <EntityRefLink entityRef={relation.targetRef} />
        </Text>
      ) : (
        <EntityName
          entityRef={entityRef}
          title={title}
          isLinked={kind !== 'added'}
        />
      )}
      {fields?.map(({ path, before, after }) => (
        <span key={path} className={styles.note}>
          {t('drift.field', {
            field: path,
            before: before ?? '–',
            after: after ?? '–',
          })}
        </span>
      ))}
      {filesOf(evidence).map(place => (
        <span key={place} className={styles.note}>
          <code>{place}</code>
        </span>
      ))}
    </li>
  );
}

function filesOf(evidence: Evidence[]): string[] {
  return evidence
    .flatMap(one => (one.kind === 'file' ? [`${one.path}:${one.line}`] : []))
    .slice(0, MAX_EVIDENCE);
}
