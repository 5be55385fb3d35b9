import { SandboxContext, timestamp } from '../context';
import { validationFailed } from '../errors';
import { readRef, setDefaultBranch } from '../git/refs';
import { commitFiles, FileChange, initBareRepository } from '../git/write';
import { isValidRefName, toRepositoryName } from '../names';
import { directorySizeKb } from '../store/size';
import { newRepositoryRecord } from '../store/records';
import { Account, RepositoryRecord, UserAccount, Visibility } from '../types';
import { identityOf } from './commits';
import { sendEvent } from './events';

/** Settings of a repository that create and update share. */
export type RepositorySettings = Partial<
  Pick<
    RepositoryRecord,
    | 'description'
    | 'homepage'
    | 'visibility'
    | 'topics'
    | 'archived'
    | 'hasIssues'
    | 'hasProjects'
    | 'hasWiki'
    | 'allowMergeCommit'
    | 'allowSquashMerge'
    | 'allowRebaseMerge'
    | 'allowAutoMerge'
    | 'deleteBranchOnMerge'
  >
>;

export interface CreateRepositoryInput extends RepositorySettings {
  name: unknown;
  /** Files of a first commit. */
  files?: FileChange[];
  message?: string;
  /** Default `main`. */
  defaultBranch?: string;
  /** Milliseconds during which reads answer 404. */
  hideForMs?: number;
  /** Time of creation and of the first commit. Default: now. */
  date?: number;
}

/**
 * Creates a repository.
 *
 * @throws GitHubError 422 for a bad or taken name.
 */
export async function createRepository(
  context: SandboxContext,
  sender: UserAccount,
  owner: Account,
  input: CreateRepositoryInput,
): Promise<RepositoryRecord> {
  const name = toRepositoryName(input.name);
  const date = input.date ?? context.clock();
  const record = await context.store.reservingNames(async () => {
    assertFree(context, owner.login, name);
    const { name: _, files, message, defaultBranch, ...rest } = input;
    const { hideForMs, date: __, ...settings } = rest;
    const created: RepositoryRecord = {
      ...newRepositoryRecord({
        id: await context.store.allocateId(),
        owner: owner.login,
        name,
        now: timestamp({ clock: () => date }),
      }),
      ...withoutUndefined(settings),
      ...(hideForMs && { hiddenUntil: context.clock() + hideForMs }),
    };
    await context.store.addRepository(created, async gitDir => {
      const branch = defaultBranch ?? 'main';
      await initBareRepository(gitDir, branch);
      if (files?.length) {
        const identity = identityOf(sender, date);
        await commitFiles(gitDir, {
          branch,
          parent: undefined,
          author: identity,
          committer: identity,
          message: message ?? 'Initial commit',
          changes: files,
        });
        created.sizeKb = Math.max(1, await directorySizeKb(gitDir));
      }
    });
    return created;
  });
  await sendEvent(context, record, sender, 'repository', { action: 'created' });
  return record;
}

function assertFree(
  context: SandboxContext,
  owner: string,
  name: string,
): void {
  if (context.store.getRepository(owner, name)) {
    throw validationFailed(
      [
        {
          resource: 'Repository',
          code: 'custom',
          field: 'name',
          message: 'name already exists on this account',
        },
      ],
      'Repository creation failed.',
    );
  }
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined),
  ) as T;
}

/** Changes settings, name or default branch, and sends GitHub's events for it. */
export async function updateRepository(
  context: SandboxContext,
  sender: UserAccount,
  record: RepositoryRecord,
  changes: RepositorySettings & { name?: string; defaultBranch?: string },
): Promise<void> {
  const { name: requested, defaultBranch, ...settings } = changes;
  const previous = { ...record };
  const name =
    requested === undefined ? record.name : toRepositoryName(requested);
  await context.store.reservingNames(() =>
    context.store.exclusively(record, async () => {
      if (name.toLowerCase() !== record.name.toLowerCase()) {
        assertFree(context, record.owner, name);
      }
      if (defaultBranch !== undefined) {
        await changeDefaultBranch(context, record, defaultBranch);
      }
      Object.assign(record, withoutUndefined(settings));
      record.updatedAt = timestamp(context);
      if (name === record.name) {
        await context.store.saveRepository(record);
      } else {
        await context.store.renameRepository(record, name);
      }
    }),
  );
  for (const payload of settingEvents(previous, record)) {
    await sendEvent(context, record, sender, 'repository', payload);
  }
}

async function changeDefaultBranch(
  context: SandboxContext,
  record: RepositoryRecord,
  branch: string,
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  if (
    !isValidRefName(branch) ||
    !(await readRef(gitDir, `refs/heads/${branch}`))
  ) {
    throw validationFailed([
      {
        resource: 'Repository',
        code: 'invalid',
        field: 'default_branch',
        message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
      },
    ]);
  }
  await setDefaultBranch(gitDir, branch);
}

function settingEvents(
  previous: RepositoryRecord,
  current: RepositoryRecord,
): object[] {
  const events: object[] = [];
  if (previous.name !== current.name) {
    events.push({
      action: 'renamed',
      changes: { repository: { name: { from: previous.name } } },
    });
  }
  if (previous.archived !== current.archived) {
    events.push({ action: current.archived ? 'archived' : 'unarchived' });
  }
  if (previous.visibility !== current.visibility) {
    const action = (visibility: Visibility) =>
      visibility === 'public' ? 'publicized' : 'privatized';
    events.push({ action: action(current.visibility) });
  }
  const edited: Record<string, { from: unknown }> = {};
  for (const key of ['description', 'homepage', 'topics'] as const) {
    if (JSON.stringify(previous[key]) !== JSON.stringify(current[key])) {
      edited[key] = { from: previous[key] ?? null };
    }
  }
  if (Object.keys(edited).length > 0) {
    events.push({ action: 'edited', changes: edited });
  }
  return events;
}

export async function deleteRepository(
  context: SandboxContext,
  sender: UserAccount,
  record: RepositoryRecord,
): Promise<void> {
  await context.store.reservingNames(() =>
    context.store.exclusively(record, async () => {
      await sendEvent(context, record, sender, 'repository', {
        action: 'deleted',
      });
      await context.store.removeRepository(record);
    }),
  );
}
