import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  EntityChange,
  UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiAddLine,
  RiDeleteBinLine,
  RiEqualLine,
  RiPencilLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './ChangeList.module.css';
import { FileDiff } from './FileDiff';

const KINDS = [
  'added',
  'changed',
  'removed',
  'missing',
  'unchanged',
] as const satisfies ReadonlyArray<EntityChange['kind']>;

const ICONS: Record<EntityChange['kind'], ReactElement> = {
  added: <RiAddLine size={16} aria-hidden />,
  changed: <RiPencilLine size={16} aria-hidden />,
  removed: <RiDeleteBinLine size={16} aria-hidden />,
  missing: <RiQuestionLine size={16} aria-hidden />,
  unchanged: <RiEqualLine size={16} aria-hidden />,
};

/** What an update changes: by entity, by file, and what else there is to know. */
export function ChangeList({ changes }: { changes: UpdateChanges }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entities, files, notes } = changes;
  return (
    <div className={styles.changes}>
      {notes.length > 0 && (
        <section>
          <Text as="h3" variant="body-small" weight="bold" color="secondary">
            {t('changes.notes')}
          </Text>
          <ul className={styles.notes}>
            {notes.map((note, index) => (
              <li key={index}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <Text as="h3" variant="body-small" weight="bold" color="secondary">
          {t('changes.entities')}
        </Text>
        {KINDS.map(kind => (
          <EntityGroup
            key={kind}
            kind={kind}
            entities={entities.filter(entity => entity.kind === kind)}
          />
        ))}
      </section>
      {files.length > 0 && (
        <section>
          <Text as="h3" variant="body-small" weight="bold" color="secondary">
            {t('changes.files')}
          </Text>
          {files.map(file => (
            <FileDiff key={file.path} file={file} />
          ))}
        </section>
      )}
    </div>
  );
}

function EntityGroup({
  kind,
  entities,
}: {
  kind: EntityChange['kind'];
  entities: EntityChange[];
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (entities.length === 0) {
    return null;
  }
  const list = (
    <ul className={styles.entities}>
      {entities.map(entity => (
        <li key={entity.entityRef}>
          <span className={styles.ref}>
            {entity.title ? (
              <>
                {entity.title} <code>{entity.entityRef}</code>
              </>
            ) : (
              <code>{entity.entityRef}</code>
            )}
          </span>
          {entity.renamedFrom && (
            <span className={styles.renamed}>
              {t('changes.renamedFrom', { name: entity.renamedFrom })}
            </span>
          )}
          {entity.fields.map(field => (
            <code key={field} className={styles.field}>
              {field}
            </code>
          ))}
        </li>
      ))}
    </ul>
  );
  const head = (
    <>
      {ICONS[kind]}
      {t(`changes.${kind}`, { count: entities.length })}
    </>
  );
  // What stays is the longest list and the least news.
  return kind === 'unchanged' ? (
    <details className={`${styles.group} ${styles[kind]}`}>
      <summary className={styles.head}>{head}</summary>
      {list}
    </details>
  ) : (
    <div className={`${styles.group} ${styles[kind]}`}>
      <p className={styles.head}>{head}</p>
      {list}
    </div>
  );
}
