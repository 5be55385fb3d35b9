import type { EventParams } from '@backstage/plugin-events-node';
import type { PublishedEvent } from '@infra-ai/backstage-plugin-infra-ai-common';

const NO_COMMIT = '0'.repeat(40);

/**
 * The push as GitHub's own webhook tells it, with all that `GithubEntityProvider` reads: files that are added become
 * locations, those that are modified are read again, those that are removed take their entities with them.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
 *
 * For a repository of a user the webhook has no `organization`, and the provider drops it, although its option
 * `organization` takes a user as well. In this event the field holds the owner in both cases: the alternative, the
 * provider's refresh task, reads every repository again and is looked at only every five seconds.
 */
export function toPushEvent(event: PublishedEvent): EventParams {
  const { owner, repository, commit } = event;
  const summary = {
    id: commit.sha,
    message: commit.message,
    added: commit.added,
    modified: commit.modified,
    removed: commit.removed,
  };
  // A commit that only adds files is the first of its repository; the provider does not read these two fields.
  const isFirst = commit.modified.length + commit.removed.length === 0;
  return {
    topic: 'github.push',
    metadata: { 'x-github-event': 'push' },
    eventPayload: {
      ref: `refs/heads/${repository.defaultBranch}`,
      before: isFirst ? NO_COMMIT : undefined,
      after: commit.sha,
      created: isFirst,
      deleted: false,
      forced: false,
      commits: [summary],
      head_commit: summary,
      organization: { login: owner.login },
      repository: {
        name: repository.name,
        full_name: `${owner.login}/${repository.name}`,
        owner: { login: owner.login, type: owner.type },
        html_url: repository.htmlUrl,
        url: repository.apiUrl,
        default_branch: repository.defaultBranch,
        visibility: repository.visibility,
        private: repository.visibility !== 'public',
        topics: repository.topics,
        archived: false,
        fork: false,
      },
    },
  };
}
