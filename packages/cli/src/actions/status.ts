import { messageOf } from '../lib/errors';
import { formatTable } from '../lib/table';
import {
  readRepositoryStatuses,
  RepositoryStatus,
} from '../repositories/readAll';
import {
  isRunning,
  listProcesses,
  memoryOf,
  processTree,
} from '../lib/processes';
import { Checkout, findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { readDatabaseServer } from '../platform/options';
import { createContext, createServices } from '../platform/services';
import {
  findOrphans,
  isSupervised,
  PlatformState,
  readState,
  ServiceState,
} from '../platform/state';

const HEALTH_TIMEOUT_MS = 1_500;

/** A service as `status --json` prints it. */
export interface ServiceStatus {
  name: string;
  title: string;
  state: string;
  healthy: boolean;
  pid?: number;
  port: number;
  url?: string;
  uptimeSeconds?: number;
  /** Memory of the process and those that it started. */
  memoryBytes?: number;
  restarts: number;
  reason?: string;
}

/** What `status --json` prints. */
export interface PlatformStatus {
  state:
    | 'running'
    | 'starting'
    | 'stopping'
    | 'failed'
    | 'stopped'
    | 'orphaned';
  mode?: string;
  /** Name of the production build that runs. */
  release?: string;
  services: ServiceStatus[];
  /** Of `infra-ai.repositories.yaml`, where there is one. */
  repositories?: RepositoryStatus[];
}

/** The `status` command. */
export async function status(flags: { json?: boolean }): Promise<void> {
  const checkout = findCheckout();
  const [platform, repositories] = await Promise.all([
    getStatus(checkout),
    readRepositoryStatuses(checkout.root),
  ]);
  const result: PlatformStatus = {
    ...platform,
    ...(repositories.length > 0 ? { repositories } : {}),
  };
  process.stdout.write(
    flags.json ? `${JSON.stringify(result, null, 2)}\n` : `${format(result)}\n`,
  );
  const well =
    result.state === 'stopped' ||
    (result.state === 'running' &&
      result.services.every(({ healthy }) => healthy));
  if (!well) {
    process.exitCode = 1;
  }
}

/** Looks at the processes and asks each service how it is. */
export async function getStatus(checkout: Checkout): Promise<PlatformStatus> {
  const state = await readState(checkout);
  const supervised = isSupervised(state);
  if (!state || (!supervised && findOrphans(state).length === 0)) {
    return { state: 'stopped', services: [] };
  }
  const health = await checkHealth(checkout, state);
  const processes = listProcesses();
  return {
    state: supervised ? state.phase : 'orphaned',
    mode: state.options.mode,
    release: state.release,
    services: state.services.map(service => {
      const running = isRunning(service.process);
      const tree = running ? processTree(service.process!.pid, processes) : [];
      const reason = running
        ? health.get(service.name)
        : service.error ?? 'no process';
      return {
        name: service.name,
        title: service.title,
        state: running || supervised ? service.phase : 'stopped',
        healthy: running && reason === undefined,
        pid: running ? service.process!.pid : undefined,
        port: service.port,
        url: service.url,
        uptimeSeconds:
          running && service.startedAt
            ? Math.round((Date.now() - Date.parse(service.startedAt)) / 1000)
            : undefined,
        memoryBytes: running
          ? tree.reduce((sum, { pid }) => sum + memoryOf(pid), 0)
          : undefined,
        restarts: service.restarts,
        reason,
      };
    }),
  };
}

/** The reasons of the services that are not healthy, by name. */
async function checkHealth(
  checkout: Checkout,
  state: PlatformState,
): Promise<Map<string, string>> {
  const context = await createContext(checkout, {
    ...state.options,
    // Its embedded database's port is in the state; asking for a free one would find this one taken.
    database: databaseOf(state.services) ?? readDatabaseServer(process.env),
  });
  const services = createServices(
    state.services.some(({ name }) => name === 'postgres')
      ? {
          ...context,
          options: { ...context.options, database: undefined },
          database: {
            ...context.database,
            password: context.secrets.postgresPassword,
          },
        }
      : context,
    {
      watch: false,
      release: state.options.mode === 'production' ? '.' : undefined,
    },
  );
  const reasons = new Map<string, string>();
  await Promise.all(
    services.map(async service => {
      try {
        await Promise.race([
          service.checkHealth(AbortSignal.timeout(HEALTH_TIMEOUT_MS)),
          new Promise((_, reject) => {
            setTimeout(
              () => reject(new Error('no answer in time')),
              HEALTH_TIMEOUT_MS,
            ).unref();
          }),
        ]);
      } catch (error) {
        reasons.set(service.name, messageOf(error));
      }
    }),
  );
  return reasons;
}

function databaseOf(services: ServiceState[]) {
  const postgres = services.find(({ name }) => name === 'postgres');
  return (
    postgres && {
      host: '127.0.0.1',
      port: postgres.port,
      user: 'postgres',
      password: '',
    }
  );
}

function format({ repositories, ...platform }: PlatformStatus): string {
  return [
    formatPlatform(platform),
    ...(repositories
      ? [
          '',
          formatTable(
            ['REPOSITORY', 'BRANCH', 'STATE'],
            repositories.map(({ name, state, summary }) => ({
              cells: [name, state?.branch ?? '-', summary],
            })),
          ),
        ]
      : []),
  ].join('\n');
}

function formatPlatform(result: PlatformStatus): string {
  if (result.state === 'stopped') {
    return `Nothing is running. Start it with: ${commandName()} start`;
  }
  const lines = [
    formatTable(
      ['SERVICE', 'STATE', 'PID', 'PORT', 'UPTIME', 'MEMORY', 'HEALTH'],
      result.services.map(service => ({
        isBad: !service.healthy,
        cells: [
          service.title,
          service.state,
          String(service.pid ?? '-'),
          String(service.port),
          service.uptimeSeconds === undefined
            ? '-'
            : formatDuration(service.uptimeSeconds),
          service.memoryBytes === undefined
            ? '-'
            : `${Math.round(service.memoryBytes / 1024 / 1024)} MB`,
          service.healthy ? 'ok' : service.reason?.split('\n')[0] ?? 'unknown',
        ],
      })),
    ),
  ];
  if (result.release) {
    lines.push('', `Release ${result.release}`);
  }
  if (result.state === 'orphaned') {
    lines.push(
      '',
      `The supervisor is gone, what is listed runs without it. ${commandName()} start or stop puts that in order.`,
    );
  }
  return lines.join('\n');
}

/** As in "2 h 5 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
