import { runGit } from './run';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  oid: string;
  type: ObjectType;
  content: Buffer;
}

export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 in UTC, seconds. */
  date: string;
}

export interface GitCommit {
  oid: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export interface TreeEntry {
  mode: string;
  type: ObjectType;
  oid: string;
  /** Bytes, for blobs. */
  size?: number;
  path: string;
}

/**
 * Reads several objects by name (`HEAD:README.md`, a sha, a branch) with one
 * process. A name that does not resolve gives `undefined`.
 */
export async function readObjects(
  gitDir: string,
  names: string[],
): Promise<Array<GitObject | undefined>> {
  // One name a line: a newline inside a name would ask for another object.
  const asked = names.map(name =>
    // eslint-disable-next-line no-control-regex
    !name || /[\x00-\x1f]/.test(name) ? undefined : name,
  );
  const input = asked.filter(name => name !== undefined).join('\n');
  if (!input) {
    return asked.map(() => undefined);
  }
  const { stdout } = await runGit(['cat-file', '--batch'], {
    gitDir,
    input: `${input}\n`,
  });
  let offset = 0;
  return asked.map(name => {
    if (name === undefined) {
      return undefined;
    }
    const end = stdout.indexOf(10, offset);
    const header = stdout.toString('utf8', offset, end);
    const match = /^([\da-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(header);
    if (!match) {
      offset = end + 1;
      return undefined;
    }
    const size = Number(match[3]);
    const content = stdout.subarray(end + 1, end + 1 + size);
    offset = end + 1 + size + 1;
    return { oid: match[1], type: match[2] as ObjectType, content };
  });
}

export async function readObject(
  gitDir: string,
  name: string,
): Promise<GitObject | undefined> {
  return (await readObjects(gitDir, [name]))[0];
}

/** The commit that a branch, tag, sha or `HEAD` names. */
export async function readCommit(
  gitDir: string,
  name: string,
): Promise<GitCommit | undefined> {
  if (name.includes(':')) {
    return undefined;
  }
  const object = await readObject(gitDir, `${name}^{commit}`);
  return object && parseCommit(object);
}

/** The commit that a branch, tag, sha or `HEAD` names, and what lies at a path in it, with one process. */
export async function readCommitAndPath(
  gitDir: string,
  name: string,
  filePath: string,
): Promise<{ commit?: GitCommit; object?: GitObject }> {
  if (name.includes(':')) {
    return {};
  }
  const [commit, object] = await readObjects(gitDir, [
    `${name}^{commit}`,
    `${name}:${filePath}`,
  ]);
  return { commit: commit && parseCommit(commit), object };
}

/** Commits from `from` backwards, newest first. */
export async function listCommits(
  gitDir: string,
  options: {
    from: string;
    exclude?: string[];
    path?: string;
    skip?: number;
    limit: number;
  },
): Promise<GitCommit[]> {
  const { stdout } = await runGit(
    [
      'rev-list',
      `--max-count=${options.limit}`,
      `--skip=${options.skip ?? 0}`,
      '--end-of-options',
      options.from,
      ...(options.exclude ?? []).map(name => `^${name}`),
      '--',
      ...(options.path ? [`:(literal)${options.path}`] : []),
    ],
    { gitDir },
  );
  const oids = stdout.toString().split('\n').filter(Boolean);
  const objects = await readObjects(gitDir, oids);
  return objects.flatMap(object => (object ? [parseCommit(object)] : []));
}

export async function countCommits(
  gitDir: string,
  from: string,
  exclude?: string,
): Promise<number> {
  const { stdout } = await runGit(
    [
      'rev-list',
      '--count',
      '--end-of-options',
      from,
      ...(exclude ? [`^${exclude}`] : []),
    ],
    { gitDir },
  );
  return Number(stdout.toString().trim());
}

/** Entries of a tree; `treeish` is a sha or `<ref>:<path>`. */
export async function listTree(
  gitDir: string,
  treeish: string,
  options: { recursive?: boolean } = {},
): Promise<TreeEntry[]> {
  const { stdout } = await runGit(
    [
      'ls-tree',
      '-z',
      '--long',
      '--full-tree',
      ...(options.recursive ? ['-r', '-t'] : []),
      treeish,
    ],
    { gitDir },
  );
  return stdout
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, oid, size] = line.slice(0, tab).split(/ +/);
      return {
        mode,
        type: type as ObjectType,
        oid,
        size: size === '-' ? undefined : Number(size),
        path: line.slice(tab + 1),
      };
    });
}

/** Parses the raw content of a commit object. */
export function parseCommit(object: GitObject): GitCommit {
  const text = object.content.toString('utf8');
  const split = text.indexOf('\n\n');
  const head = (split < 0 ? text : text.slice(0, split)).split('\n');
  const values = (key: string) =>
    head
      .filter(line => line.startsWith(`${key} `))
      .map(line => line.slice(key.length + 1));
  return {
    oid: object.oid,
    tree: values('tree')[0],
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    // GitHub shows messages without the newline that git adds.
    message: split < 0 ? '' : text.slice(split + 2).replace(/\n$/, ''),
  };
}

function parseSignature(line: string): Signature {
  const match = /^(.*?) ?<([^>]*)> (\d+) [+-]\d{4}$/.exec(line);
  return {
    name: match?.[1] ?? '',
    email: match?.[2] ?? '',
    date: toSeconds(match ? Number(match[3]) * 1000 : 0),
  };
}

/** ISO 8601 without milliseconds, as GitHub writes it. */
export function toSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
