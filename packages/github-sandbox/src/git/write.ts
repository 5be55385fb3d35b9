import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gitText, runGit } from './run';

/** Who commits, and when. `date` is in milliseconds since the epoch. */
export interface CommitIdentity {
  name: string;
  email: string;
  date: number;
}

/** A file to write (`content`) or to remove (`content` absent). */
export interface FileChange {
  path: string;
  content?: Buffer;
  mode?: '100644' | '100755' | '120000';
}

/**
 * Makes an empty bare repository. The files are git's documented layout
 * (`man gitrepository-layout`), written without a process: bulk creation
 * should not wait for one.
 */
export async function initBareRepository(
  gitDir: string,
  defaultBranch: string,
): Promise<void> {
  for (const folder of [
    'objects/info',
    'objects/pack',
    'refs/heads',
    'refs/tags',
  ]) {
    await mkdir(path.join(gitDir, folder), { recursive: true });
  }
  await writeFile(
    path.join(gitDir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
  );
  await writeFile(
    path.join(gitDir, 'HEAD'),
    `ref: refs/heads/${defaultBranch}\n`,
  );
}

/** Names and addresses go into one header line: git's own rule strips these. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[<>\x00-\x1f]/g, '').trim() || 'unknown';
}

function identityLine(identity: CommitIdentity): string {
  const seconds = Math.floor(identity.date / 1000);
  return `${clean(identity.name)} <${clean(identity.email)}> ${seconds} +0000`;
}

/**
 * Makes one commit with any number of files on a branch, with one process.
 * Fails when the branch is no longer at `parent`.
 *
 * @returns the id of the commit.
 */
export async function commitFiles(
  gitDir: string,
  options: {
    branch: string;
    parent: string | undefined;
    author: CommitIdentity;
    committer: CommitIdentity;
    message: string;
    changes: FileChange[];
  },
): Promise<string> {
  const parts: Buffer[] = [];
  const line = (text: string) => parts.push(Buffer.from(`${text}\n`));
  const data = (content: Buffer) => {
    line(`data ${content.length}`);
    parts.push(content, Buffer.from('\n'));
  };
  // Removals first, so that a file may take the place of a directory.
  const ordered = [
    ...options.changes.filter(change => !change.content),
    ...options.changes.filter(change => change.content),
  ];
  line(`commit refs/heads/${options.branch}`);
  line('mark :1');
  line(`author ${identityLine(options.author)}`);
  line(`committer ${identityLine(options.committer)}`);
  data(Buffer.from(withNewline(options.message)));
  if (options.parent) {
    line(`from ${options.parent}`);
  }
  for (const change of ordered) {
    if (change.content) {
      line(`M ${change.mode ?? '100644'} inline ${quote(change.path)}`);
      data(change.content);
    } else {
      line(`D ${quote(change.path)}`);
    }
  }
  line('get-mark :1');
  line('done');
  const out = await gitText(
    ['fast-import', '--quiet', '--done', '--cat-blob-fd=1'],
    { gitDir, input: Buffer.concat(parts) },
  );
  return out.trim();
}

function withNewline(message: string): string {
  return message.endsWith('\n') ? message : `${message}\n`;
}

function quote(file: string): string {
  return `"${file.replace(/[\\"]/g, match => `\\${match}`)}"`;
}

export async function writeBlob(
  gitDir: string,
  content: Buffer,
): Promise<string> {
  return gitText(['hash-object', '-w', '--stdin'], { gitDir, input: content });
}

/** Entry of a new tree; `oid: null` removes the path from the base tree. */
export interface NewTreeEntry {
  path: string;
  mode: string;
  oid: string | null;
}

export async function writeTree(
  gitDir: string,
  entries: NewTreeEntry[],
  baseTree?: string,
): Promise<string> {
  const index = path.resolve(gitDir, `sandbox-index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    if (baseTree) {
      await runGit(['read-tree', baseTree], { gitDir, env });
    }
    const subtrees = entries.filter(entry => entry.mode === '040000');
    const input = entries
      .filter(entry => entry.mode !== '040000')
      .map(entry =>
        entry.oid
          ? `${entry.mode} ${entry.oid}\t${entry.path}\0`
          : `0 ${'0'.repeat(40)}\t${entry.path}\0`,
      )
      .join('');
    await runGit(['update-index', '-z', '--index-info'], {
      gitDir,
      env,
      input,
    });
    for (const subtree of subtrees) {
      await runGit(['read-tree', `--prefix=${subtree.path}/`, subtree.oid!], {
        gitDir,
        env,
      });
    }
    return await gitText(['write-tree'], { gitDir, env });
  } finally {
    await rm(index, { force: true });
  }
}

export async function writeCommit(
  gitDir: string,
  options: {
    tree: string;
    parents: string[];
    message: string;
    author: CommitIdentity;
    committer: CommitIdentity;
  },
): Promise<string> {
  const body = [
    `tree ${options.tree}`,
    ...options.parents.map(parent => `parent ${parent}`),
    `author ${identityLine(options.author)}`,
    `committer ${identityLine(options.committer)}`,
    '',
    withNewline(options.message),
  ].join('\n');
  return gitText(['hash-object', '-w', '-t', 'commit', '--stdin'], {
    gitDir,
    input: body,
  });
}

/** The tree of a three-way merge, or `undefined` on a conflict. */
export async function mergeTrees(
  gitDir: string,
  base: string,
  head: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(
    ['merge-tree', '--write-tree', base, head],
    { gitDir, allowExitCodes: [1] },
  );
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}
