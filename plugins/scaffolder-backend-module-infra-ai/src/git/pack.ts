import { mkdir } from 'node:fs/promises';
import fs from 'node:fs';
import git, { type TreeEntry } from 'isomorphic-git';

/** A file of a commit; `path` is relative, with `/`. */
export interface CommitFile {
  path: string;
  /** Regular, executable, or a symbolic link whose content is its target. */
  mode: '100644' | '100755' | '120000';
  content: Uint8Array;
}

/** @public */
export interface GitAuthor {
  name: string;
  email: string;
}

/** A root commit with everything in it, ready to send. */
export interface PackedCommit {
  /** Object id of the commit, 40 hex digits. */
  sha: string;
  /** Object id of its tree: equal trees hold equal files. */
  tree: string;
  message: string;
  paths: string[];
  packfile: Uint8Array;
}

/** Collects files by folder, and writes the folders as git trees. */
class Folder {
  readonly #files = new Map<
    string,
    { mode: CommitFile['mode']; oid: string }
  >();
  readonly #folders = new Map<string, Folder>();

  add(path: string[], file: { mode: CommitFile['mode']; oid: string }): void {
    const [name, ...rest] = path;
    if (rest.length === 0) {
      this.#files.set(name, file);
      return;
    }
    const folder = this.#folders.get(name) ?? new Folder();
    this.#folders.set(name, folder);
    folder.add(rest, file);
  }

  async write(
    writeTree: (entries: TreeEntry[]) => Promise<string>,
  ): Promise<string> {
    const entries: TreeEntry[] = [...this.#files].map(([path, file]) => ({
      path,
      type: 'blob',
      ...file,
    }));
    for (const [path, folder] of this.#folders) {
      const oid = await folder.write(writeTree);
      entries.push({ path, type: 'tree', mode: '040000', oid });
    }
    return writeTree(entries);
  }
}

/**
 * Makes one root commit of the files and packs it. The same files, message, author and time give the same commit id, so
 * that sending it twice changes nothing.
 *
 * @param options - `directory` is a folder for loose objects that the caller removes; `time` is in seconds since 1970
 */
export async function packCommit(options: {
  files: CommitFile[];
  message: string;
  author: GitAuthor;
  time: number;
  directory: string;
}): Promise<PackedCommit> {
  const { files, message, author, time, directory } = options;
  await mkdir(directory, { recursive: true });
  const repository = { fs, dir: directory };
  await git.init(repository);

  const oids = new Set<string>();
  const root = new Folder();
  for (const file of files) {
    const oid = await git.writeBlob({ ...repository, blob: file.content });
    oids.add(oid);
    root.add(file.path.split('/'), { mode: file.mode, oid });
  }
  const tree = await root.write(async entries => {
    const oid = await git.writeTree({ ...repository, tree: entries });
    oids.add(oid);
    return oid;
  });

  const signature = { ...author, timestamp: time, timezoneOffset: 0 };
  const sha = await git.writeCommit({
    ...repository,
    commit: {
      message,
      tree,
      parent: [],
      author: signature,
      committer: signature,
    },
  });
  oids.add(sha);

  const { packfile } = await git.packObjects({
    ...repository,
    oids: [...oids],
  });
  return {
    sha,
    tree,
    message,
    paths: files.map(file => file.path),
    packfile: packfile!,
  };
}
