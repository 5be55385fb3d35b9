import { SandboxContext } from '../context';
import { listTree, TreeEntry } from '../git/objects';
import { RepositoryRecord, Viewer } from '../types';
import { ObjectLoader } from './ObjectLoader';

/** What the nodes of one repository share while a query runs. */
export interface RepositoryScope {
  context: SandboxContext;
  viewer: Viewer;
  record: RepositoryRecord;
  gitDir: string;
  loader: ObjectLoader;
  /** Entries of a folder, `<commit>:<path>/`; none when there is no such folder. */
  folder(treeish: string): Promise<TreeEntry[]>;
}

export function scopeOf(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
): RepositoryScope {
  const gitDir = context.store.gitDir(record);
  const loader = new ObjectLoader(gitDir);
  const folders = new Map<string, Promise<TreeEntry[]>>();
  const folder = (treeish: string) => {
    const known = folders.get(treeish);
    const entries = known ?? listTree(gitDir, treeish).catch(() => []);
    folders.set(treeish, entries);
    return entries;
  };
  return { context, viewer, record, gitDir, loader, folder };
}
