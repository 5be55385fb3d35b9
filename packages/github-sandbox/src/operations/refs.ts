import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { readObject } from '../git/objects';
import {
  deleteRef as deleteGitRef,
  isAncestor,
  listRefs,
  readDefaultBranch,
  updateRef as updateGitRef,
} from '../git/refs';
import { isObjectId, isValidRefName } from '../names';
import { RepositoryRecord, UserAccount } from '../types';
import { afterRefUpdates } from './events';
import { ruleViolation } from './rules';

/** Whether clients may write the ref: branches and tags. */
function isWritableRef(ref: string): boolean {
  return /^refs\/(heads|tags)\/./.test(ref) && isValidRefName(ref);
}

/** @throws GitHubError 422 */
async function assertObject(gitDir: string, oid: string): Promise<void> {
  if (!isObjectId(oid) || !(await readObject(gitDir, oid))) {
    throw new GitHubError(422, 'Object does not exist');
  }
}

/**
 * Creates a branch or tag.
 *
 * @throws GitHubError 422 when it exists, when it is not legal, or when a rule
 * forbids it.
 */
export async function createRef(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  { ref, oid }: { ref: string; oid: string },
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  if (!isWritableRef(ref)) {
    throw new GitHubError(422, 'Reference name is not valid');
  }
  await assertObject(gitDir, oid);
  await context.store.exclusively(record, async () => {
    const before = await listRefs(gitDir);
    if (before.has(ref)) {
      throw new GitHubError(422, 'Reference already exists');
    }
    await assertAllowed(gitDir, record, ref, 'creation');
    await updateGitRef(gitDir, ref, oid, undefined);
    const updates = [{ ref, after: oid, known: [...before.values()] }];
    await afterRefUpdates(context, record, user, updates, before);
  });
}

/**
 * Moves a branch or tag.
 *
 * @throws GitHubError 422 when it is not there, when it is no fast forward
 * without `force`, or when a rule forbids it.
 */
export async function moveRef(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  { ref, oid, force }: { ref: string; oid: string; force: boolean },
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  await assertObject(gitDir, oid);
  await context.store.exclusively(record, async () => {
    const before = await listRefs(gitDir);
    const current = before.get(ref);
    if (!current || !isWritableRef(ref)) {
      throw new GitHubError(422, 'Reference does not exist');
    }
    if (!force && !(await isAncestor(gitDir, current, oid))) {
      throw new GitHubError(422, 'Update is not a fast forward');
    }
    await assertAllowed(gitDir, record, ref, 'update');
    await updateGitRef(gitDir, ref, oid, current);
    const updates =
      current === oid ? [] : [{ ref, before: current, after: oid }];
    await afterRefUpdates(context, record, user, updates, before);
  });
}

/**
 * Deletes a branch or tag.
 *
 * @throws GitHubError 422 when it is not there, when it is the default branch,
 * or when a rule forbids it.
 */
export async function removeRef(
  context: SandboxContext,
  user: UserAccount,
  record: RepositoryRecord,
  ref: string,
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  await context.store.exclusively(record, async () => {
    const before = await listRefs(gitDir);
    const current = before.get(ref);
    if (!current || !isWritableRef(ref)) {
      throw new GitHubError(422, 'Reference does not exist');
    }
    if (ref === `refs/heads/${await readDefaultBranch(gitDir)}`) {
      throw new GitHubError(422, 'Cannot delete the default branch');
    }
    await assertAllowed(gitDir, record, ref, 'deletion');
    await deleteGitRef(gitDir, ref, current);
    const updates = [{ ref, before: current }];
    await afterRefUpdates(context, record, user, updates, before);
  });
}

async function assertAllowed(
  gitDir: string,
  record: RepositoryRecord,
  ref: string,
  operation: 'creation' | 'update' | 'deletion',
): Promise<void> {
  const violation = await ruleViolation(
    gitDir,
    record.rulesets,
    ref,
    operation,
  );
  if (violation) {
    throw new GitHubError(422, violation);
  }
}
