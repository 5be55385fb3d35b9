import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './HistoryView.module.css';

const SHOWN = 2;

/** Where an analysis was published, each repository and pull request once, the latest first. */
export function PublicationLinks({ analysis }: { analysis: AnalysisSummary }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const links = linksOf(analysis);
  if (links.length === 0) {
    return <Text color="secondary">{t('common.none')}</Text>;
  }
  return (
    <span className={styles.lines}>
      {links.slice(0, SHOWN).map(({ url, label }) => (
        <Link key={url} href={url} target="_blank" title={label} truncate>
          {label}
        </Link>
      ))}
      {links.length > SHOWN && (
        <Text color="secondary" variant="body-small">
          {t('history.morePublications', { count: links.length - SHOWN })}
        </Text>
      )}
    </span>
  );
}

function linksOf({ publications }: AnalysisSummary) {
  const links = new Map<string, string>();
  for (const publication of [...publications].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  )) {
    const { owner, repo, pullRequest, repositoryUrl, dryRun } = publication;
    const url = pullRequest?.url ?? repositoryUrl;
    if (url && !dryRun && publication.state === 'completed') {
      const repository = `${owner}/${repo}`;
      links.set(
        url,
        pullRequest ? `${repository}#${pullRequest.number}` : repository,
      );
    }
  }
  return [...links].map(([url, label]) => ({ url, label }));
}
