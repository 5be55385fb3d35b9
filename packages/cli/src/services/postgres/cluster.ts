import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { readFileIfExists } from '../../lib/atomicFile';
import { CommandError, codeOf } from '../../lib/errors';
import { identify, terminate } from '../../lib/processes';
import { Account, canEnter, choosePostgresAccount } from './account';
import {
  copyPostgresBinaries,
  findPostgresBinaries,
  PostgresBinaries,
} from './binaries';

/** Where root's clusters go when the checkout lies where only root may enter. */
const SHARED_DIRECTORY = '/var/lib/infra-ai';

/** A database cluster that is ready to be served. */
export interface Cluster {
  directory: string;
  binaries: PostgresBinaries;
  account?: Account;
}

/** Options of {@link prepareCluster}. */
export interface ClusterOptions {
  /** Where the cluster is, or a link to where it is. */
  path: string;
  password: string;
  /** Where to put what cannot stay at `path`; for tests. */
  sharedDirectory?: string;
}

/**
 * Makes the cluster when there is none, and whatever else keeps PostgreSQL from serving it: a place that its account
 * cannot reach, files of a run that was killed. Never deletes data.
 */
export async function prepareCluster(
  options: ClusterOptions,
): Promise<Cluster> {
  const { path, sharedDirectory = SHARED_DIRECTORY } = options;
  const account = await choosePostgresAccount(path);
  let binaries = await findPostgresBinaries();
  if (account && !(await canEnter(account, join(binaries.home, 'bin')))) {
    binaries = await copyPostgresBinaries(binaries, sharedDirectory);
  }
  await mkdir(dirname(path), { recursive: true });
  if (account) {
    // The data directory is ours, and what is secret in it has modes of its own: passing through is harmless.
    const { mode } = await stat(dirname(path));
    await chmod(dirname(path), mode | 0o011);
  }
  if (account && !(await canEnter(account, dirname(path)))) {
    await moveWhereReachable(path, sharedDirectory);
  }
  const directory = await resolveLink(path);
  await checkVersion(directory, path, binaries);
  if (!existsSync(join(directory, 'PG_VERSION'))) {
    await initialize(directory, binaries, account, options.password);
  }
  await endPreviousServer(directory);
  return { directory, binaries, account };
}

async function resolveLink(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw error;
    }
  }
  if (
    await lstat(path).then(
      () => true,
      () => false,
    )
  ) {
    throw new CommandError(
      `${path} is a link to a database that is not there any more. Bring it back, or remove the link to begin with an empty database.`,
    );
  }
  return path;
}

/** Puts the cluster below a directory that anybody may enter, and a link in its place. */
async function moveWhereReachable(
  path: string,
  sharedDirectory: string,
): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) {
    return;
  }
  const id = createHash('sha256').update(path).digest('hex').slice(0, 16);
  const target = join(sharedDirectory, id, 'postgres');
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  if (found) {
    // Made when the checkout was elsewhere. Copied in full before anything is taken away: the file systems may differ.
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(path, partial, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
    const { uid, gid } = await lstat(join(path, 'PG_VERSION'));
    await chownTree(partial, uid, gid);
    await rename(partial, target);
    await rename(path, `${path}.moved`);
  } else {
    await mkdir(target, { recursive: true, mode: 0o700 });
  }
  await symlink(target, path);
}

async function chownTree(
  path: string,
  uid: number,
  gid: number,
): Promise<void> {
  await execa('chown', ['-R', '-h', `${uid}:${gid}`, path]);
}

async function checkVersion(
  directory: string,
  path: string,
  binaries: PostgresBinaries,
): Promise<void> {
  const found = (await readFileIfExists(join(directory, 'PG_VERSION')))?.trim();
  if (found !== undefined && found !== binaries.major) {
    throw new CommandError(
      `The database in ${path} was made by PostgreSQL ${found}, and this version of the platform runs PostgreSQL ${binaries.major}. Nothing was changed. Dump it with the version of the platform that made it and load the dump here, or move the directory aside to begin with an empty database.`,
    );
  }
}

async function initialize(
  directory: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
  password: string,
): Promise<void> {
  // Renamed when it is complete: an interrupted initdb leaves nothing that looks like a cluster.
  const partial = `${directory}.partial`;
  const passwordFile = `${directory}.password`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) {
      await chown(partial, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    // The built-in locale provider makes the cluster independent of the locales of the machine.
    const result = await execa(
      binaries.initdb,
      [
        `--pgdata=${partial}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...account, cwd: '/', reject: false, all: true },
    );
    if (result.exitCode !== 0) {
      throw new CommandError(
        `PostgreSQL could not make its data directory: ${(
          result.all ||
          result.shortMessage ||
          ''
        )
          .trim()
          .split('\n')
          .slice(-3)
          .join(' ')}`,
      );
    }
    await chmod(partial, 0o700);
    // An empty directory may be there, made ready by moveWhereReachable; rename replaces that and nothing else.
    try {
      await rename(partial, directory);
    } catch (error) {
      if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') {
        throw new CommandError(
          `${directory} holds files, but no database. Move it aside and start again.`,
        );
      }
      throw error;
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * Deals with the `postmaster.pid` of a server that was killed or outlived us. PostgreSQL itself takes any process
 * with that pid for a server, which after a reboot may be anything.
 */
async function endPreviousServer(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const content = await readFile(file, 'utf8').catch(() => undefined);
  const pid = Number(content?.split('\n')[0]);
  if (content === undefined || !Number.isInteger(pid) || pid <= 0) {
    return;
  }
  const identity = identify(pid);
  if (identity && servesCluster(pid, directory)) {
    await terminate(identity, { signal: 'SIGINT', timeoutMs: 20_000 });
  }
  await rm(file, { force: true });
}

function servesCluster(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') {
    // No way to look at another process's arguments without parsing them; leave the decision to PostgreSQL.
    return true;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .includes(directory);
  } catch {
    return false;
  }
}
