import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
// An entity's status is alpha there; the catalog has served it for years.
import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import { useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { RiErrorWarningLine, RiTimeLine } from '@remixicon/react';
import { useCallback } from 'react';
import { useLoaded } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';

/** Milliseconds between two looks at a catalog that is not there yet. */
const INTERVAL = 5_000;

interface InCatalog {
  ref: string;
  isThere: boolean;
  /** What the catalog says is wrong with it. */
  errors: string[];
}

/** Entities of a publication as the catalog has them: where they are, which are missing, and what is wrong with them. */
export function CatalogEntities({ refs }: { refs: string[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const catalog = useApiHolder().get(catalogApiRef);
  const key = refs.join();
  const load = useCallback(async (): Promise<InCatalog[]> => {
    const entityRefs = key.split(',');
    const { items } = await catalog!.getEntitiesByRefs({
      entityRefs,
      fields: ['kind', 'metadata.namespace', 'metadata.name', 'status'],
    });
    const found = new Map(
      items
        .filter(item => item !== undefined)
        .map(item => [stringifyEntityRef(item), item]),
    );
    return entityRefs.map(ref => ({
      ref,
      isThere: found.has(ref),
      errors: errorsOf(found.get(ref)),
    }));
  }, [catalog, key]);
  const { value, error } = useLoaded(load, items =>
    items?.every(({ isThere, errors }) => isThere && errors.length === 0)
      ? undefined
      : INTERVAL,
  );
  const known = new Map(value?.map(item => [item.ref, item]));
  return (
    <>
      <ul className={styles.entities}>
        {refs.map(ref => {
          const item = known.get(ref);
          return (
            <li key={ref}>
              <EntityRefLink entityRef={ref} />
              {item && !item.isThere && (
                <span className={styles.hint}>
                  <RiTimeLine aria-hidden /> {t('publication.notThere')}
                </span>
              )}
              {item?.errors.map(message => (
                <span key={message} className={styles.problem}>
                  <RiErrorWarningLine aria-hidden /> {message}
                </span>
              ))}
            </li>
          );
        })}
      </ul>
      {error !== undefined && (
        <Text as="p" variant="body-small" color="warning" role="status">
          {t('publication.catalogSilent')}
        </Text>
      )}
    </>
  );
}

function errorsOf(entity: Entity | undefined): string[] {
  return ((entity as AlphaEntity | undefined)?.status?.items ?? [])
    .filter(({ level }) => level === 'error')
    .map(({ message, error }) => error?.message ?? message);
}
