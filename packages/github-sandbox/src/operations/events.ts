import { SandboxContext, timestamp } from '../context';
import { Refs, setDefaultBranch, readDefaultBranch } from '../git/refs';
import { directorySizeKb } from '../store/size';
import { RepositoryRecord, UserAccount } from '../types';
import { eventBase, pushPayload, RefUpdate } from '../webhooks/payloads';
import { followBranch } from './pullRefs';

/** Targets of the sandbox and the repository's own hooks. */
function targetsOf(context: SandboxContext, record: RepositoryRecord) {
  return [
    ...context.webhooks.targets(),
    ...record.hooks
      .filter(hook => hook.active)
      .map(hook => ({
        url: hook.url,
        secret: hook.secret,
        events: hook.events,
      })),
  ];
}

function isHeard(
  context: SandboxContext,
  record: RepositoryRecord,
  event: string,
): boolean {
  return targetsOf(context, record).some(
    target =>
      !target.events ||
      target.events.includes('*') ||
      target.events.includes(event),
  );
}

/** Sends an event about a repository, or about something in it. */
export async function sendEvent(
  context: SandboxContext,
  record: RepositoryRecord,
  sender: UserAccount,
  event: string,
  payload: object,
): Promise<void> {
  if (isHeard(context, record, event)) {
    context.webhooks.send(
      event,
      { ...payload, ...(await eventBase(context, record, sender)) },
      targetsOf(context, record),
    );
  }
}

/**
 * Does what follows from changed refs: the default branch of a repository that
 * was empty, the push time, open pull requests, push events.
 */
export async function afterRefUpdates(
  context: SandboxContext,
  record: RepositoryRecord,
  sender: UserAccount,
  updates: RefUpdate[],
  before: Refs,
): Promise<void> {
  if (updates.length === 0) {
    return;
  }
  const gitDir = context.store.gitDir(record);
  await adoptFirstBranch(gitDir, before, updates);
  record.pushedAt = timestamp(context);
  record.updatedAt = record.pushedAt;
  record.sizeKb = Math.max(1, await directorySizeKb(gitDir));
  for (const update of updates) {
    await followBranch(context, record, update);
  }
  await context.store.saveRepository(record);
  if (!isHeard(context, record, 'push')) {
    return;
  }
  for (const update of updates) {
    if (/^refs\/(heads|tags)\//.test(update.ref)) {
      context.webhooks.send(
        'push',
        await pushPayload(context, record, sender, update),
        targetsOf(context, record),
      );
    }
  }
}

/** The differences between two states of the refs. */
export function refUpdates(before: Refs, after: Refs): RefUpdate[] {
  const known = [...new Set(before.values())];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter(ref => before.get(ref) !== after.get(ref))
    .map(ref => ({
      ref,
      before: before.get(ref),
      after: after.get(ref),
      known,
    }));
}

/** The first branch of an empty repository becomes the default one. */
async function adoptFirstBranch(
  gitDir: string,
  before: Refs,
  updates: RefUpdate[],
): Promise<void> {
  if ([...before.keys()].some(ref => ref.startsWith('refs/heads/'))) {
    return;
  }
  const branches = updates
    .filter(({ ref, after }) => after && ref.startsWith('refs/heads/'))
    .map(({ ref }) => ref.slice('refs/heads/'.length));
  const current = await readDefaultBranch(gitDir);
  if (branches.length > 0 && !branches.includes(current)) {
    const first =
      ['main', 'master'].find(name => branches.includes(name)) ?? branches[0];
    await setDefaultBranch(gitDir, first);
  }
}
