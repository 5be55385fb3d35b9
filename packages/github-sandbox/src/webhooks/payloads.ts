import { SandboxContext } from '../context';
import { GitCommit, listCommits } from '../git/objects';
import { isAncestor, readDefaultBranch } from '../git/refs';
import { runGit } from '../git/run';
import { accountOf } from '../serialize/commits';
import {
  simpleOrganization,
  simpleUser,
  simpleUserByLogin,
} from '../serialize/accounts';
import { fullRepository, repository } from '../serialize/repository';
import { RepositoryRecord, UserAccount } from '../types';

/** GitHub lists at most so many commits in a push event. */
const MAX_COMMITS = 2048;

export interface RefUpdate {
  /** Full name, such as `refs/heads/main`. */
  ref: string;
  /** Absent when the ref is new. */
  before?: string;
  /** Absent when the ref was deleted. */
  after?: string;
  /** Commits that were reachable before, for a new ref. */
  known?: string[];
}

/** What every event carries: repository, organization and sender. */
export async function eventBase(
  context: SandboxContext,
  record: RepositoryRecord,
  sender: UserAccount,
) {
  const owner = context.store.getAccount(record.owner);
  return {
    repository: await fullRepository(context, sender, record),
    ...(owner?.type === 'Organization' && {
      organization: simpleOrganization(context, owner),
    }),
    sender: simpleUser(context, sender),
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export async function pushPayload(
  context: SandboxContext,
  record: RepositoryRecord,
  sender: UserAccount,
  update: RefUpdate,
) {
  const gitDir = context.store.gitDir(record);
  const html = context.urls.repository(record);
  const zero = '0'.repeat(40);
  const commits = await newCommits(gitDir, update);
  const files = await changedPaths(gitDir, commits);
  const serialize = (item: GitCommit) => ({
    id: item.oid,
    tree_id: item.tree,
    distinct: true,
    message: item.message,
    timestamp: item.committer.date,
    url: `${html}/commit/${item.oid}`,
    author: person(context, item.author),
    committer: person(context, item.committer),
    ...(files.get(item.oid) ?? { added: [], removed: [], modified: [] }),
  });
  const list = commits.map(serialize).reverse();
  const [head] = update.after
    ? await listCommits(gitDir, { from: update.after, limit: 1 })
    : [];
  if (head && !files.has(head.oid)) {
    const own = await changedPaths(gitDir, [head]);
    own.forEach((value, key) => files.set(key, value));
  }
  const owner = context.store.getAccount(record.owner);
  const repo = await repository(context, sender, record);
  const epoch = (time: string) => Math.floor(Date.parse(time) / 1000);
  return {
    ref: update.ref,
    before: update.before ?? zero,
    after: update.after ?? zero,
    base_ref: null,
    created: !update.before,
    deleted: !update.after,
    forced: Boolean(
      update.before &&
        update.after &&
        !(await isAncestor(gitDir, update.before, update.after)),
    ),
    compare:
      update.before && update.after
        ? `${html}/compare/${update.before.slice(0, 12)}...${update.after.slice(
            0,
            12,
          )}`
        : `${html}/commit/${(update.after ?? update.before ?? zero).slice(
            0,
            12,
          )}`,
    commits: list,
    head_commit: head ? serialize(head) : null,
    // In this one event GitHub gives the page as `url` and times as numbers.
    repository: {
      ...repo,
      owner: {
        ...simpleUserByLogin(context, record.owner),
        name: record.owner,
        email: owner?.email ?? null,
      },
      url: html,
      created_at: epoch(record.createdAt),
      pushed_at: epoch(record.pushedAt),
      stargazers: 0,
      master_branch: await readDefaultBranch(gitDir),
      ...(owner?.type === 'Organization' && { organization: owner.login }),
    },
    pusher: {
      name: sender.login,
      email: sender.email ?? `${sender.login}@users.noreply.localhost`,
    },
    ...(owner?.type === 'Organization' && {
      organization: simpleOrganization(context, owner),
    }),
    sender: simpleUser(context, sender),
  };
}

function person(context: SandboxContext, signature: GitCommit['author']) {
  const account = accountOf(context, signature);
  return {
    name: signature.name,
    email: signature.email,
    date: signature.date,
    ...(account && { username: account.login }),
  };
}

/** Commits that the update brought, newest first. */
async function newCommits(
  gitDir: string,
  update: RefUpdate,
): Promise<GitCommit[]> {
  if (!update.after || !/^refs\/heads\//.test(update.ref)) {
    return [];
  }
  return listCommits(gitDir, {
    from: update.after,
    exclude: update.before ? [update.before] : update.known,
    limit: MAX_COMMITS,
  });
}

interface Paths {
  added: string[];
  removed: string[];
  modified: string[];
}

/** The files that each commit changed against its first parent. */
async function changedPaths(
  gitDir: string,
  commits: GitCommit[],
): Promise<Map<string, Paths>> {
  const result = new Map<string, Paths>();
  if (commits.length === 0) {
    return result;
  }
  const { stdout } = await runGit(
    [
      'diff-tree',
      '--stdin',
      '-z',
      '-r',
      '--root',
      '--no-renames',
      '--diff-merges=first-parent',
      '--name-status',
    ],
    { gitDir, input: commits.map(item => `${item.oid}\n`).join('') },
  );
  const tokens = stdout.toString('utf8').split('\0');
  let current: Paths | undefined;
  for (let i = 0; i < tokens.length; i++) {
    if (/^[\da-f]{40}$/.test(tokens[i])) {
      current = { added: [], removed: [], modified: [] };
      result.set(tokens[i], current);
    } else if (/^[AMDT]$/.test(tokens[i]) && current) {
      const lists = { A: current.added, D: current.removed };
      const list = lists[tokens[i] as 'A' | 'D'] ?? current.modified;
      i += 1;
      list.push(tokens[i]);
    }
  }
  return result;
}
