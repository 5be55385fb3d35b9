import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CheckResult, fail, ok } from '../../checks/check';
import { readFileIfExists } from '../../lib/atomicFile';
import { codeOf, messageOf } from '../../lib/errors';
import { describePortOwner } from '../../lib/portOwner';
import { isPortFree } from '../../lib/ports';
import { Checkout } from '../../platform/checkout';
import { DATA_VERSION } from '../../platform/dataDirectory';
import {
  checkConfigFiles,
  checkExternalDatabase,
  checkInstallation,
  neededPorts,
} from '../../platform/preflight';
import { isSupervised, readState } from '../../platform/state';
import { checkFreeDisk } from '../disk';
import type { LocalTargetOptions } from './LocalTarget';

/** A build with its app and what it unpacks. */
const NEEDED_GIGABYTES = 2;

/** Everything that would make a deployment to this machine fail after the running release was stopped. Only reads. */
export async function checkMachine({
  checkout,
  options,
}: LocalTargetOptions): Promise<CheckResult[]> {
  return Promise.all([
    check('Packages', 'installed', async () => checkInstallation(checkout)),
    check('Configuration', 'all files are there', async () =>
      checkConfigFiles(checkout, options),
    ),
    check('Database', options.database ? 'answers' : 'the embedded one', () =>
      checkExternalDatabase(options),
    ),
    checkData(checkout),
    checkFreeDisk(checkout.root, NEEDED_GIGABYTES),
    ...(await portChecks(checkout, options)),
  ]);
}

async function check(
  name: string,
  detail: string,
  work: () => Promise<void>,
): Promise<CheckResult> {
  try {
    await work();
    return ok(name, detail);
  } catch (error) {
    return fail(name, messageOf(error).replace(/\.$/, ''), '');
  }
}

async function checkData({ dataDirectory }: Checkout): Promise<CheckResult> {
  const found = existsSync(dataDirectory)
    ? await readFileIfExists(join(dataDirectory, 'version'))
    : undefined;
  return found === undefined || Number(found) <= DATA_VERSION
    ? ok('Data', dataDirectory)
    : fail(
        'Data',
        `${dataDirectory} was written by a newer version of the platform`,
        'Deploy that version, or point INFRA_AI_DATA_DIR elsewhere.',
      );
}

async function portChecks(
  checkout: Checkout,
  options: LocalTargetOptions['options'],
): Promise<Promise<CheckResult>[]> {
  const state = await readState(checkout);
  const own = new Set(
    isSupervised(state) ? state.services.map(({ port }) => port) : [],
  );
  return neededPorts(options).map(async ([user, port]) => {
    const name = `Port ${port}`;
    try {
      return own.has(port) || (await isPortFree(port))
        ? ok(name, own.has(port) ? 'ours' : 'free')
        : fail(
            name,
            `${user} needs it, and it is taken by ${describePortOwner(port)}`,
            'Stop that, or choose another one with --port.',
          );
    } catch (error) {
      return fail(
        name,
        codeOf(error) === 'EACCES'
          ? 'this user may not listen there'
          : messageOf(error),
        'Choose one above 1023 with --port.',
      );
    }
  });
}
