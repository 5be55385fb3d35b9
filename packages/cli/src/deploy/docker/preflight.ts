import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { coerce, gte } from 'semver';
import { CheckResult, fail, ok } from '../../checks/check';
import { codeOf } from '../../lib/errors';
import { describePortOwner } from '../../lib/portOwner';
import { isPortFree } from '../../lib/ports';
import { checkFreeDisk } from '../disk';
import { checkProductionValues } from '../productionValues';
import { ToolCommand, tryTool } from '../tool';
import { COMPOSE_FILE, composePs, DOCKERFILE } from './commands';
import type { DockerTargetOptions } from './DockerTarget';

const TIMEOUT_MS = 20_000;
/** The first that knows `up --wait-timeout` and sets a variable of a service only where it is set outside. */
const COMPOSE_VERSION = '2.20.0';
const NEEDED_GIGABYTES = 6;

/** What the portal and the database in `deploy/compose.yaml` need besides what every deployment does. */
const COMPOSE_VALUES = ['POSTGRES_PASSWORD'];

/** Everything that would make a deployment with Docker fail later. Changes nothing. */
export async function checkDocker(
  options: DockerTargetOptions,
): Promise<CheckResult[]> {
  const { root } = options.checkout;
  const client = await checkClient(root);
  const engine = client.status === 'ok' ? await checkEngine(root) : undefined;
  return [
    client,
    ...(engine ? [engine, await checkCompose(root)] : []),
    checkFiles(root, [COMPOSE_FILE, ...(options.image ? [] : [DOCKERFILE])]),
    checkProductionValues(options.env, COMPOSE_VALUES),
    await checkFreeDisk(root, NEEDED_GIGABYTES),
    await checkPort(options, engine?.status === 'ok'),
  ];
}

export async function checkClient(cwd: string): Promise<CheckResult> {
  const { ok: found, stdout, cause, missing } = await ask(cwd, ['--version']);
  if (found) {
    return ok('Docker', stdout.trim());
  }
  return fail(
    'Docker',
    missing ? 'there is no docker on PATH' : cause,
    'Install Docker Engine with its Compose plugin: https://docs.docker.com/engine/install/',
  );
}

export async function checkEngine(cwd: string): Promise<CheckResult> {
  const answer = await ask(cwd, ['version', '--format', '{{.Server.Version}}']);
  return answer.ok
    ? ok('Docker engine', answer.stdout.trim())
    : fail(
        'Docker engine',
        `it cannot be reached: ${answer.cause.replace(/\.$/, '')}`,
        'Start it (systemctl start docker, or Docker Desktop), or point DOCKER_HOST or a docker context at one that runs.',
      );
}

async function checkCompose(cwd: string): Promise<CheckResult> {
  const answer = await ask(cwd, ['compose', 'version', '--short']);
  const version = answer.ok ? coerce(answer.stdout.trim()) : null;
  const cure =
    'Install the Compose plugin: https://docs.docker.com/compose/install/linux/';
  if (!version) {
    return fail('Docker Compose', 'docker has no compose command', cure);
  }
  return gte(version, COMPOSE_VERSION)
    ? ok('Docker Compose', version.version)
    : fail(
        'Docker Compose',
        `${version.version}, but ${COMPOSE_VERSION} is needed`,
        cure,
      );
}

export function checkFiles(root: string, names: string[]): CheckResult {
  const missing = names.filter(name => !existsSync(join(root, name)));
  return missing.length === 0
    ? ok('Files', names.join(', '))
    : fail(
        'Files',
        `${missing.join(' and ')} missing in ${root}`,
        `Restore with: git checkout -- ${missing.join(' ')}`,
      );
}

async function checkPort(
  { checkout, port }: DockerTargetOptions,
  engineRuns: boolean,
): Promise<CheckResult> {
  const name = `Port ${port}`;
  try {
    if (await isPortFree(port)) {
      return ok(name, 'free');
    }
  } catch (error) {
    // One that only root may use; the engine is root.
    return ok(name, `not looked at (${codeOf(error)})`);
  }
  const own = engineRuns
    ? await tryTool(composePs(checkout.root), {
        cwd: checkout.root,
        timeoutMs: TIMEOUT_MS,
      })
    : undefined;
  return own?.ok && own.stdout.trim() !== ''
    ? ok(name, 'ours')
    : fail(
        name,
        `it is taken by ${describePortOwner(port)}`,
        'Stop that, or set INFRA_AI_PORT in .env.',
      );
}

function ask(cwd: string, args: string[]) {
  const command: ToolCommand = { file: 'docker', args };
  return tryTool(command, { cwd, timeoutMs: TIMEOUT_MS });
}
