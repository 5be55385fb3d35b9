import { SandboxContext, timestamp } from '../context';
import { GitHubError, validationFailed } from '../errors';
import { listCommits, readCommit } from '../git/objects';
import {
  deleteRef,
  isAncestor,
  listRefs,
  mergeBase,
  readRef,
  updateRef,
} from '../git/refs';
import { mergeTrees, writeCommit } from '../git/write';
import { isValidRefName } from '../names';
import { fullPull } from '../serialize/pulls';
import { PullRequest, RepositoryRecord, UserAccount } from '../types';
import { identityOf } from './commits';
import { afterRefUpdates, sendEvent } from './events';
import { pullRef } from './pullRefs';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Opens a pull request between two branches of one repository. */
export async function createPull(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  input: {
    title: string;
    body?: string;
    /** Branch, or `owner:branch`. */
    head: string;
    base: string;
    draft?: boolean;
  },
): Promise<PullRequest> {
  assertBody(input.body);
  const pull = await context.store.exclusively(record, async () => {
    const gitDir = context.store.gitDir(record);
    const head = input.head.replace(
      new RegExp(`^${record.owner.replace(/\W/g, '\\$&')}:`, 'i'),
      '',
    );
    const headSha = await branchTip(gitDir, head);
    const baseSha = await branchTip(gitDir, input.base);
    const invalid = (field: string) =>
      validationFailed([{ resource: 'PullRequest', field, code: 'invalid' }]);
    if (!headSha) {
      throw invalid('head');
    }
    if (!baseSha) {
      throw invalid('base');
    }
    const custom = (message: string) =>
      validationFailed([{ resource: 'PullRequest', code: 'custom', message }]);
    if (
      record.pulls.some(
        other =>
          other.state === 'open' &&
          other.head === head &&
          other.base === input.base,
      )
    ) {
      throw custom(
        `A pull request already exists for ${record.owner}:${head}.`,
      );
    }
    if (await isAncestor(gitDir, headSha, baseSha)) {
      throw custom(`No commits between ${input.base} and ${head}`);
    }
    const now = timestamp(context);
    const created: PullRequest = {
      id: await context.store.allocateId(),
      number: Math.max(0, ...record.pulls.map(other => other.number)) + 1,
      title: input.title,
      body: input.body,
      user: user.login,
      head,
      base: input.base,
      headSha,
      baseSha,
      state: 'open',
      draft: input.draft ?? false,
      createdAt: now,
      updatedAt: now,
    };
    const ref = pullRef(created.number);
    await updateRef(gitDir, ref, headSha, await readRef(gitDir, ref));
    record.pulls.push(created);
    await context.store.saveRepository(record);
    return created;
  });
  await sendPullEvent(context, user, record, pull, 'opened');
  return pull;
}

/** GitHub's limit on a description. */
const MAX_BODY = 65_536;

function assertBody(body: string | undefined): void {
  if (body !== undefined && body.length > MAX_BODY) {
    const message = `Body is too long (maximum is ${MAX_BODY} characters)`;
    throw validationFailed([
      { resource: 'PullRequest', field: 'body', code: 'custom', message },
    ]);
  }
}

/**
 * Changes the words or the state of a pull request.
 *
 * @throws GitHubError 422 for opening a merged one again.
 */
export async function editPull(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  pull: PullRequest,
  changes: { title?: string; body?: string; state?: 'open' | 'closed' },
): Promise<void> {
  const { title, body, state } = changes;
  assertBody(body);
  if (state === 'open' && pull.merged) {
    throw validationFailed([
      { resource: 'PullRequest', field: 'state', code: 'invalid' },
    ]);
  }
  pull.title = title ?? pull.title;
  pull.body = body ?? pull.body;
  pull.updatedAt = timestamp(context);
  const changed = state !== undefined && state !== pull.state;
  if (changed) {
    pull.state = state;
    pull.closedAt = state === 'closed' ? pull.updatedAt : undefined;
  }
  await context.store.saveRepository(record);
  const stateAction = state === 'closed' ? 'closed' : 'reopened';
  const action = changed ? stateAction : 'edited';
  await sendPullEvent(context, user, record, pull, action);
}

async function branchTip(
  gitDir: string,
  branch: string,
): Promise<string | undefined> {
  return isValidRefName(branch)
    ? readRef(gitDir, `refs/heads/${branch}`)
    : undefined;
}

export async function sendPullEvent(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  pull: PullRequest,
  action: 'opened' | 'closed' | 'reopened' | 'edited',
): Promise<void> {
  await sendEvent(context, record, user, 'pull_request', {
    action,
    number: pull.number,
    pull_request: await fullPull(context, user, record, pull),
  });
}

/**
 * Merges a pull request.
 *
 * @returns the id of the commit on the base branch.
 * @throws GitHubError 405 when it cannot be merged, 409 when `sha` is not its
 * head any more.
 */
export async function mergePull(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  pull: PullRequest,
  options: {
    method: MergeMethod;
    sha?: string;
    title?: string;
    message?: string;
  },
): Promise<string> {
  const oid = await context.store.exclusively(record, async () => {
    if (pull.state !== 'open' || pull.draft) {
      throw new GitHubError(405, 'Pull Request is not mergeable');
    }
    if (options.sha && options.sha !== pull.headSha) {
      throw new GitHubError(
        409,
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const gitDir = context.store.gitDir(record);
    const ref = `refs/heads/${pull.base}`;
    const before = await listRefs(gitDir);
    const merged = await makeMerge(context, user, record, pull, options);
    await updateRef(gitDir, ref, merged, pull.baseSha);
    pull.merged = { sha: merged, by: user.login, at: timestamp(context) };
    pull.state = 'closed';
    pull.closedAt = pull.merged.at;
    pull.updatedAt = pull.merged.at;
    const updates = [
      { ref, before: before.get(ref), after: merged as string | undefined },
    ];
    const headRef = `refs/heads/${pull.head}`;
    if (record.deleteBranchOnMerge && before.has(headRef)) {
      await deleteRef(gitDir, headRef, before.get(headRef)!);
      updates.push({
        ref: headRef,
        before: before.get(headRef),
        after: undefined,
      });
    }
    await afterRefUpdates(context, record, user, updates, before);
    return merged;
  });
  await sendPullEvent(context, user, record, pull, 'closed');
  return oid;
}

async function makeMerge(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  pull: PullRequest,
  options: { method: MergeMethod; title?: string; message?: string },
): Promise<string> {
  const gitDir = context.store.gitDir(record);
  const { baseSha, headSha } = pull;
  const identity = identityOf(user, context.clock());
  const conflict = () => new GitHubError(405, 'Pull Request is not mergeable');
  if (options.method === 'rebase') {
    return rebase(context, gitDir, pull, identity, conflict);
  }
  const tree = (await isAncestor(gitDir, baseSha, headSha))
    ? (await readCommit(gitDir, headSha))?.tree
    : await mergeTrees(gitDir, baseSha, headSha);
  if (!tree) {
    throw conflict();
  }
  const squash = options.method === 'squash';
  const words = squash
    ? await squashMessage(gitDir, pull)
    : {
        title: `Merge pull request #${pull.number} from ${record.owner}/${pull.head}`,
        message: pull.title,
      };
  const title = options.title ?? words.title;
  const message = options.message ?? words.message;
  return writeCommit(gitDir, {
    tree,
    parents: squash ? [baseSha] : [baseSha, headSha],
    author: identity,
    committer: identity,
    message: message ? `${title}\n\n${message}` : title,
  });
}

/** GitHub's default: the words of the only commit, or a list of all of them. */
async function squashMessage(
  gitDir: string,
  pull: PullRequest,
): Promise<{ title: string; message: string }> {
  const commits = await listCommits(gitDir, {
    from: pull.headSha,
    exclude: [pull.baseSha],
    limit: 250,
  });
  if (commits.length === 1) {
    const [headline, ...body] = commits[0].message.split('\n');
    return {
      title: `${headline} (#${pull.number})`,
      message: body.join('\n').trim(),
    };
  }
  return {
    title: `${pull.title} (#${pull.number})`,
    message: commits
      .reverse()
      .map(item => `* ${item.message}`)
      .join('\n\n'),
  };
}

/** Puts the commits of the pull request one by one on top of the base. */
async function rebase(
  context: SandboxContext,
  gitDir: string,
  pull: PullRequest,
  committer: ReturnType<typeof identityOf>,
  conflict: () => GitHubError,
): Promise<string> {
  const base = await mergeBase(gitDir, pull.baseSha, pull.headSha);
  const commits = await listCommits(gitDir, {
    from: pull.headSha,
    exclude: [pull.baseSha],
    limit: 250,
  });
  // Only a straight line on top of the base can be replayed tree by tree.
  if (base !== pull.baseSha || commits.some(item => item.parents.length > 1)) {
    throw conflict();
  }
  let tip = pull.baseSha;
  for (const item of commits.reverse()) {
    tip = await writeCommit(gitDir, {
      tree: item.tree,
      parents: [tip],
      author: { ...item.author, date: Date.parse(item.author.date) },
      committer: { ...committer, date: context.clock() },
      message: item.message,
    });
  }
  return tip;
}
