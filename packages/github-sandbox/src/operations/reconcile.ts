import { SandboxContext } from '../context';
import { listRefs, readRef, setDefaultBranch } from '../git/refs';
import { readDefaultBranch } from '../git/refs';
import { directorySizeKb } from '../store/size';
import { RepositoryRecord } from '../types';
import { followBranch } from './pullRefs';

/**
 * Completes what a push or merge still had to do when the process was killed
 * between the refs and the metadata.
 */
export async function reconcile(context: SandboxContext): Promise<void> {
  for (const record of context.store.listRepositories()) {
    const gitDir = context.store.gitDir(record);
    const before = JSON.stringify(record);
    if (record.sizeKb === 0) {
      await reconcileFirstPush(record, gitDir);
    }
    for (const pull of record.pulls.filter(item => item.state === 'open')) {
      for (const branch of [pull.head, pull.base]) {
        const ref = `refs/heads/${branch}`;
        const after = await readRef(gitDir, ref);
        await followBranch(context, record, { ref, after });
      }
    }
    if (JSON.stringify(record) !== before) {
      await context.store.saveRepository(record);
    }
  }
}

async function reconcileFirstPush(
  record: RepositoryRecord,
  gitDir: string,
): Promise<void> {
  const refs = [...(await listRefs(gitDir, 'refs/heads/')).keys()];
  if (refs.length === 0) {
    return;
  }
  record.sizeKb = Math.max(1, await directorySizeKb(gitDir));
  if (!refs.includes(`refs/heads/${await readDefaultBranch(gitDir)}`)) {
    await setDefaultBranch(gitDir, refs[0].slice('refs/heads/'.length));
  }
}
