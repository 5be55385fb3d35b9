import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import type {
  AnalysisSummary,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiGitPullRequestLine,
  RiGitRepositoryLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { latestPublication } from './latestPublication';
import styles from './StateBadge.module.css';

type ShownState =
  | AnalysisSummary['state']
  | 'published'
  | 'publishing'
  | 'proposed'
  | 'publishFailed';

const ICONS: Record<ShownState, ReactElement> = {
  queued: <RiTimeLine />,
  running: <RiLoader4Line />,
  completed: <RiCheckLine />,
  failed: <RiErrorWarningLine />,
  cancelled: <RiCloseCircleLine />,
  published: <RiGitRepositoryLine />,
  publishing: <RiLoader4Line />,
  proposed: <RiGitPullRequestLine />,
  publishFailed: <RiErrorWarningLine />,
};

/** Where an analysis stands, its latest publication included. */
export function StateBadge({ analysis }: { analysis: AnalysisSummary }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const state = shownState(analysis);
  return (
    <Badge icon={ICONS[state]} className={`${styles.badge} ${styles[state]}`}>
      {t(`state.${state}`)}
    </Badge>
  );
}

function shownState(analysis: AnalysisSummary): ShownState {
  const publication = latestPublication(analysis);
  if (analysis.state !== 'completed' || !publication) {
    return analysis.state;
  }
  switch (publication.state) {
    case 'completed':
      return afterPublishing(publication, analysis);
    case 'failed':
      return 'publishFailed';
    default:
      return 'publishing';
  }
}

function afterPublishing(
  { pullRequest }: Publication,
  analysis: AnalysisSummary,
): ShownState {
  switch (pullRequest?.state) {
    case 'open':
      return 'proposed';
    case 'closed':
      return analysis.state;
    default:
      return 'published';
  }
}
