import type { FileChange } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { FollowedPullRequest } from '../PullRequestStore';
import type { Row } from '../rows';

/** One entry per pull request, of its first row. */
export function toFollowed(rows: Row[]): FollowedPullRequest[] {
  const byKey = new Map<string, FollowedPullRequest>();
  for (const row of rows) {
    const key = `${row.owner}/${row.repo}#${row.pull_request_number}`;
    if (!byKey.has(key.toLowerCase())) {
      byKey.set(key.toLowerCase(), {
        analysisId: row.analysis_id,
        owner: row.owner,
        repo: row.repo,
        number: row.pull_request_number,
        state: row.pull_request_state,
        files: (row.changes?.files ?? []).map(({ path, kind }: FileChange) => ({
          path,
          kind,
        })),
      });
    }
  }
  return [...byKey.values()];
}
