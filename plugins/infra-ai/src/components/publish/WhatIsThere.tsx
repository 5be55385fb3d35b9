import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { CatalogEntities } from './CatalogEntities';
import styles from './Publish.module.css';

/**
 * What a failed publication left, read from GitHub and the catalog and not from what was meant to happen: a retry goes
 * on from there.
 */
export function WhatIsThere({
  analysisId,
  publication: { owner, repo },
}: {
  analysisId: string;
  publication: Publication;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    async ({ signal }: { signal: AbortSignal }) => {
      const target = { owner, repo };
      const repository = await api.checkRepository(target, { signal });
      return {
        repository,
        refs:
          repository.state === 'taken'
            ? (
                await api.getFiles(analysisId, {
                  ...target,
                  published: true,
                  signal,
                })
              ).entityRefs
            : [],
      };
    },
    [api, analysisId, owner, repo],
  );
  const { value, error } = useLoaded(load);
  const slug = `${owner}/${repo}`;
  if (!value && error === undefined) {
    return null;
  }
  const state = value?.repository.state ?? 'unknown';
  return (
    <div>
      <Text as="h3" variant="body-small" weight="bold" color="secondary">
        {t('publication.there.title')}
      </Text>
      <ul className={styles.there}>
        <li>
          {t(`publication.there.${state}`, { repo: slug })}{' '}
          {value?.repository.url && (
            <Link href={value.repository.url} target="_blank">
              {t('publication.repository')}
            </Link>
          )}
        </li>
        {value && value.refs.length > 0 && (
          <li>
            {t('publication.there.catalog')}
            <CatalogEntities refs={value.refs} />
          </li>
        )}
      </ul>
    </div>
  );
}
