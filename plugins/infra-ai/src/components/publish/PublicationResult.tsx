import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
  Flex,
  Text,
} from '@backstage/ui';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiCheckboxCircleFill,
  RiGitClosePullRequestLine,
  RiGitMergeLine,
  RiGitPullRequestLine,
  RiGithubFill,
  RiNodeTree,
} from '@remixicon/react';
import { catalogGraphRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { CatalogEntities } from './CatalogEntities';
import { ChangeList } from './ChangeList';
import styles from './Publish.module.css';

interface ResultProps {
  publication: Publication;
}

/** What a publication brought about, with the ways there. */
export function PublicationResult({ publication }: ResultProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { action, owner, repo, repositoryUrl, pullRequest } = publication;
  if (pullRequest) {
    return <PullRequestResult publication={publication} />;
  }
  return (
    <Flex direction="column" gap="4">
      <div className={styles.resultHead}>
        <Flex align="center" gap="2">
          <RiCheckboxCircleFill className={styles.success} aria-hidden />
          <Text as="h2" variant="body-large" weight="bold">
            {t(
              action === 'none'
                ? 'publication.nothingDiffers'
                : 'publication.completed',
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
      <Entities publication={publication} />
    </Flex>
  );
}

const ICONS = {
  open: <RiGitPullRequestLine className={styles.open} aria-hidden />,
  merged: <RiGitMergeLine className={styles.success} aria-hidden />,
  closed: <RiGitClosePullRequestLine className={styles.failure} aria-hidden />,
};

function PullRequestResult({ publication }: ResultProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { owner, repo, changes } = publication;
  const { number, state, url } = publication.pullRequest!;
  return (
    <Flex direction="column" gap="4">
      <div className={styles.resultHead}>
        <Flex align="center" gap="2">
          {ICONS[state]}
          <Text as="h2" variant="body-large" weight="bold">
            {t(`publication.pullRequest.${state}`, {
              number: String(number),
              repo: `${owner}/${repo}`,
            })}
          </Text>
        </Flex>
        <ButtonLink
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          variant={state === 'open' ? 'primary' : 'secondary'}
          iconStart={<RiGithubFill />}
        >
          {t('publication.openPullRequest')}
        </ButtonLink>
      </div>
      <Text as="p" variant="body-medium">
        {t(`publication.pullRequestHint.${state}`)}
      </Text>
      {state === 'merged' && <Entities publication={publication} />}
      {changes && (
        <Accordion>
          <AccordionTrigger title={t('changes.title')} />
          <AccordionPanel>
            <ChangeList changes={changes} />
          </AccordionPanel>
        </Accordion>
      )}
    </Flex>
  );
}

function Entities({ publication: { entityRefs } }: ResultProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const graph = useRouteRef(catalogGraphRouteRef);
  return (
    <Flex direction="column" align="start" gap="3">
      <Text as="h3" variant="body-small" weight="bold" color="secondary">
        {t('publication.entities')}
      </Text>
      {entityRefs.length === 0 ? (
        <Text as="p" variant="body-small" color="secondary">
          {t('publication.noEntities')}
        </Text>
      ) : (
        <>
          <CatalogEntities refs={entityRefs} />
          {graph && (
            <ButtonLink
              variant="secondary"
              iconStart={<RiNodeTree />}
              href={`${graph()}?${new URLSearchParams({
                'rootEntityRefs[]': entityRefs[0],
              })}`}
            >
              {t('publication.graph')}
            </ButtonLink>
          )}
        </>
      )}
    </Flex>
  );
}
