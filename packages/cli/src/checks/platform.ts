import { existsSync } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { readFileIfExists } from '../lib/atomicFile';
import { messageOf } from '../lib/errors';
import { describePortOwner } from '../lib/portOwner';
import { isPortFree } from '../lib/ports';
import { Checkout } from '../platform/checkout';
import { DATA_VERSION } from '../platform/dataDirectory';
import { configFileNames } from '../platform/environment';
import { PlatformOptions } from '../platform/options';
import { neededPorts } from '../platform/preflight';
import { isSupervised, readState } from '../platform/state';
import { checkDatabase } from '../services/postgres';
import { findPostgresBinaries } from '../services/postgres/binaries';
import { CheckResult, fail, ok } from './check';

export async function checkPackages({ root }: Checkout): Promise<CheckResult> {
  return existsSync(join(root, 'node_modules/@backstage/cli/package.json'))
    ? ok('Packages', 'installed')
    : fail(
        'Packages',
        'not installed',
        'Run ./task-runner.sh start, which installs them.',
      );
}

export async function checkPortsFree(
  checkout: Checkout,
  options: PlatformOptions,
): Promise<CheckResult[]> {
  const state = await readState(checkout);
  const ours = new Set(
    isSupervised(state) ? state.services.map(({ port }) => port) : [],
  );
  return await Promise.all(
    neededPorts(options).map(async ([user, port]) => {
      const name = `Port ${port}`;
      if (ours.has(port)) {
        return ok(name, `in use by this platform (${user})`);
      }
      try {
        return (await isPortFree(port))
          ? ok(name, `free, for ${user}`)
          : fail(
              name,
              `for ${user}, taken by ${describePortOwner(port)}`,
              'Stop that, or use start --port to choose other ports.',
            );
      } catch (error) {
        return fail(
          name,
          messageOf(error),
          'Choose a port above 1023 with --port.',
        );
      }
    }),
  );
}

export async function checkPostgres(
  checkout: Checkout,
  options: PlatformOptions,
): Promise<CheckResult> {
  const name = 'PostgreSQL';
  if (options.database) {
    const { host, port } = options.database;
    try {
      await checkDatabase(options.database);
      return ok(name, `the server at ${host}:${port} answers`);
    } catch (error) {
      return fail(
        name,
        messageOf(error),
        'Mend POSTGRES_* or DATABASE_URL, or unset them to use the embedded one.',
      );
    }
  }
  let major: string;
  try {
    major = (await findPostgresBinaries()).major;
  } catch (error) {
    return fail(name, messageOf(error), 'See above.');
  }
  const path = join(checkout.dataDirectory, 'postgres');
  const isLink = await lstat(path).then(
    found => found.isSymbolicLink(),
    () => false,
  );
  if (isLink && !(await realpath(path).catch(() => undefined))) {
    return fail(
      name,
      `${path} is a link to a database that is not there`,
      'Bring it back, or remove the link to begin with an empty one.',
    );
  }
  const found = (
    await readFileIfExists(join(path, 'PG_VERSION')).catch(() => undefined)
  )?.trim();
  if (found && found !== major) {
    return fail(
      name,
      `embedded ${major}, but the data was made by ${found}`,
      `Move ${path} aside, or dump it with the version of the platform that made it.`,
    );
  }
  return ok(name, `embedded ${major}, ${found ? 'with data' : 'no data yet'}`);
}

export async function checkData({
  dataDirectory,
}: Checkout): Promise<CheckResult> {
  const version = (
    await readFileIfExists(join(dataDirectory, 'version'))
  )?.trim();
  if (version === undefined) {
    return ok('Data', `none yet, will be in ${dataDirectory}`);
  }
  return Number(version) <= DATA_VERSION
    ? ok('Data', `version ${version} in ${dataDirectory}`)
    : fail(
        'Data',
        `version ${version} in ${dataDirectory}, this platform knows ${DATA_VERSION}`,
        'Run the newer version of the platform, or move the directory aside.',
      );
}

export async function checkConfig(
  checkout: Checkout,
  options: PlatformOptions,
): Promise<CheckResult> {
  const problems: string[] = [];
  const files = configFileNames(checkout, options);
  for (const name of files) {
    try {
      const document = parseDocument(
        await readFile(join(checkout.root, name), 'utf8'),
      );
      if (document.errors.length > 0) {
        problems.push(`${name}: ${document.errors[0].message.split('\n')[0]}`);
      }
    } catch {
      problems.push(`${name} is missing`);
    }
  }
  return problems.length === 0
    ? ok('Configuration', files.map(file => basename(file)).join(', '))
    : fail(
        'Configuration',
        problems.join('; '),
        'Correct the file, or restore it from git.',
      );
}
