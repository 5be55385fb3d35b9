import { keysOf } from '../github/provenance';
import type { Branch, BranchPullRequest } from '../github/target';
import type { UpdatableRepository } from '../github/nextStep';

const MAX_NAMES = 50;

/** Where an update goes. */
export interface UpdateBranch {
  name: string;
  /** Commit that the update goes on top of. */
  base: Pick<Branch['tip'], 'sha' | 'catalogHistory'>;
  /** Whether the branch is there. */
  exists: boolean;
  /** Open pull request that comes from it. */
  pullRequest?: BranchPullRequest;
}

/** Branch of the updates of a system, the same for every publication of it. */
export function updateBranchName(system: string): string {
  const slug = system.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return `infra-ai/update-${slug || 'system'}`;
}

/**
 * Chooses the branch: that of an open pull request of ours, whoever else commits to it; else one that an interrupted
 * attempt left; else a new one. A branch that was used otherwise is never written to: a person may need it.
 */
export function chooseBranch(
  { branches, defaultBranch, head }: UpdatableRepository,
  wanted: { name: string; key: string },
): UpdateBranch {
  const names = Array.from({ length: MAX_NAMES }, (_, index) =>
    index === 0 ? wanted.name : `${wanted.name}-${index + 1}`,
  );
  const known = names.flatMap(
    name => branches.find(branch => branch.name === name) ?? [],
  );
  for (const branch of known) {
    const pullRequest = branch.pullRequests.find(
      pull =>
        pull.state === 'OPEN' &&
        pull.baseRefName === defaultBranch &&
        !pull.isCrossRepository,
    );
    if (pullRequest) {
      const { name, tip } = branch;
      return { name, base: tip, exists: true, pullRequest };
    }
  }
  const left = known.find(branch => isLeftOver(branch, head.sha, wanted.key));
  if (left) {
    return { name: left.name, base: left.tip, exists: true };
  }
  const free = names.find(name => !known.some(branch => branch.name === name));
  return {
    name: free ?? `${wanted.name}-${wanted.key}`,
    base: head,
    exists: false,
  };
}

/** Whether an attempt at this publication ended between the branch and its pull request. */
function isLeftOver(
  { tip, pullRequests }: Branch,
  head: string,
  key: string,
): boolean {
  // GitHub lists pull requests by the branch's name: those of an earlier branch of that name have another head.
  const used = pullRequests.some(pull => pull.headRefOid === tip.sha);
  return (
    !used &&
    (tip.sha === head || keysOf({ headMessage: tip.message }).includes(key))
  );
}
