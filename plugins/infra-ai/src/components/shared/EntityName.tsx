import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import styles from './EntityName.module.css';

interface EntityNameProps {
  entityRef: string;
  title?: string;
  /** The catalog has a page of it. */
  isLinked?: boolean;
}

/** What an entity is called, and the reference that it has or will have in the catalog. */
export function EntityName({ entityRef, title, isLinked }: EntityNameProps) {
  const name = title ?? parseEntityRef(entityRef).name;
  return (
    <span className={styles.entity}>
      <span className={styles.title}>
        {isLinked ? <EntityRefLink entityRef={entityRef} title={name} /> : name}
      </span>{' '}
      <code className={styles.ref}>{entityRef}</code>
    </span>
  );
}
