import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiCheckboxCircleFill, RiGithubFill } from '@remixicon/react';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';

/** What a publication brought about, with the ways there. */
export function PublicationResult({
  publication,
}: {
  publication: Publication;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { owner, repo, dryRun, repositoryUrl, entityRefs } = publication;
  return (
    <Flex direction="column" gap="4">
      <div className={styles.resultHead}>
        <Flex align="center" gap="2">
          <RiCheckboxCircleFill className={styles.success} aria-hidden />
          <Text as="h2" variant="body-large" weight="bold">
            {t(
              dryRun ? 'publication.dryRunCompleted' : 'publication.completed',
              { repo: `${owner}/${repo}` },
            )}
          </Text>
        </Flex>
        {repositoryUrl && (
          <ButtonLink
            href={repositoryUrl}
            target="_blank"
            rel="noopener noreferrer"
            variant="primary"
            iconStart={<RiGithubFill />}
          >
            {t('publication.repository')}
          </ButtonLink>
        )}
      </div>
      {!dryRun && (
        <div>
          <Text as="h3" variant="body-small" weight="bold" color="secondary">
            {t('publication.entities')}
          </Text>
          {entityRefs.length === 0 ? (
            <Text as="p" variant="body-small" color="secondary">
              {t('publication.noEntities')}
            </Text>
          ) : (
            <ul className={styles.entities}>
              {entityRefs.map(ref => (
                <li key={ref}>
                  <EntityRefLink entityRef={ref} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Flex>
  );
}
