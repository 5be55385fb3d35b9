import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { parse } from 'yaml';
import { isSecret, variables } from '../env/variables';
import {
  CHART_VERSION,
  RELEASE_NAME,
  SECRET_NAME,
  SERVICE_PORT,
} from './kubernetes/commands';
import { neededValues } from './productionValues';

const ROOT = resolve(__dirname, '../../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The instructions of a Dockerfile, with the lines that belong together joined. */
function readDockerfile(): { name: string; rest: string }[] {
  return read('deploy/Dockerfile')
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim())
    .map(line => {
      const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
      expect(name).toBeDefined();
      return { name, rest };
    });
}

/** Values of `--config` in a command. */
const configsOf = (command: string[]) =>
  command.filter((_, index) => command[index - 1] === '--config');

const instructions = readDockerfile();
const of = (name: string) =>
  instructions.filter(found => found.name === name).map(({ rest }) => rest);
const last = instructions.slice(
  instructions.findLastIndex(({ name }) => name === 'FROM'),
);
const command: string[] = JSON.parse(of('CMD')[0]);

describe('Dockerfile', () => {
  it('has one base, of the Node.js that task-runner.sh uses', () => {
    const [, version] = /^NODE_VERSION=(\S+)$/m.exec(read('task-runner.sh'))!;
    expect(of('ARG')).toEqual([
      `NODE_IMAGE=docker.io/library/node:${version}-trixie-slim`,
    ]);
    for (const from of of('FROM')) {
      // eslint-disable-next-line no-template-curly-in-string
      expect(from).toMatch(/^\$\{NODE_IMAGE\} AS [a-z-]+$/);
    }
  });

  it('copies from stages that come before', () => {
    const stages: string[] = [];
    for (const { name, rest } of instructions) {
      const [, from] = /--from=(\S+)/.exec(rest) ?? [];
      if (name === 'COPY' && from) {
        expect(stages).toContain(from);
      }
      if (name === 'FROM') {
        stages.push(rest.split(' ')[2]);
      }
    }
    expect(stages).toHaveLength(5);
  });

  it('installs what the lock file says, without install scripts', () => {
    expect(of('RUN').filter(run => run.includes('yarn install'))).toEqual([
      expect.stringContaining('yarn install --immutable'),
    ]);
    expect(of('RUN').join('\n')).toContain('backstage-cli package build');
    expect(parse(read('.yarnrc.yml')).enableScripts).toBe(false);
  });

  it('runs as a user by number that is not root, and nothing is done after that as root', () => {
    const index = last.findIndex(({ name }) => name === 'USER');
    expect(last[index].rest).toBe('1000:1000');
    expect(last.slice(index).map(({ name }) => name)).toEqual([
      'USER',
      'EXPOSE',
      'HEALTHCHECK',
      'ENTRYPOINT',
      'CMD',
    ]);
  });

  it('limits the arenas of glibc and checks its health', () => {
    expect(last.find(({ name }) => name === 'ENV')!.rest).toContain(
      'MALLOC_ARENA_MAX=2',
    );
    const [health] = of('HEALTHCHECK');
    expect(health).toContain(
      'http://127.0.0.1:7007/.backstage/health/v1/readiness',
    );
    const [, , script] = JSON.parse(health.slice(health.indexOf('CMD ') + 4));
    // The code compiles.
    expect(() => new Function(script)).not.toThrow();
  });

  it('starts with configuration files that are in the image and in the build context', () => {
    const files = configsOf(command);
    expect(files).toEqual([
      'app-config.yaml',
      'app-config.github.yaml',
      'app-config.production.yaml',
    ]);
    const copied = last.filter(({ name }) => name === 'COPY').at(-1)!.rest;
    const ignore = read('.dockerignore').split('\n');
    for (const file of files) {
      expect(copied.split(' ')).toContain(file);
      expect(ignore).toContain(`!${file}`);
    }
  });

  it('takes no secret: none is an argument or a variable, no file of one gets into the context', () => {
    const names = variables
      .filter(({ secret }) => secret)
      .map(({ name }) => name);
    for (const name of names) {
      expect(read('deploy/Dockerfile')).not.toContain(name);
    }
    const ignore = read('.dockerignore').split('\n');
    expect(ignore.find(line => line && !line.startsWith('#'))).toBe('*');
    const excludedAgain = ignore.slice(
      ignore.findLastIndex(line => line.startsWith('!')) + 1,
    );
    expect(excludedAgain).toEqual(
      expect.arrayContaining([
        '**/.env',
        '**/.env.*',
        '**/*.local.yaml',
        '**/.data',
        '**/node_modules',
      ]),
    );
  });

  it('gets every file that it copies from the build context', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    const copied = of('COPY')
      .filter(rest => !rest.includes('--from=') && rest !== '. .')
      .flatMap(rest =>
        rest
          .split(' ')
          .filter(part => !part.startsWith('--'))
          .slice(0, -1),
      );
    for (const path of copied) {
      expect(
        allowed.some(
          entry =>
            entry.split('/')[0] === path.replace(/^\.\//, '').split('/')[0],
        ),
      ).toBe(true);
    }
  });
});

describe('compose.yaml', () => {
  const text = read('deploy/compose.yaml');
  const file = parse(text, { merge: true });

  /** Of https://github.com/compose-spec/compose-spec, those that we use. */
  const SERVICE_KEYS = [
    'image',
    'build',
    'restart',
    'depends_on',
    'ports',
    'environment',
    'networks',
    'cap_drop',
    'security_opt',
    'stop_grace_period',
    'logging',
    'volumes',
    'healthcheck',
    'shm_size',
  ];

  it('keeps to the specification', () => {
    expect(Object.keys(file)).toEqual([
      'name',
      'services',
      'networks',
      'volumes',
    ]);
    expect(file.name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    for (const service of Object.values<any>(file.services)) {
      expect(SERVICE_KEYS).toEqual(
        expect.arrayContaining(Object.keys(service)),
      );
      expect(service.restart).toBe('unless-stopped');
      for (const network of service.networks) {
        expect(Object.keys(file.networks)).toContain(network);
      }
      for (const volume of service.volumes ?? []) {
        expect(Object.keys(file.volumes)).toContain(volume.split(':')[0]);
      }
      for (const [other, { condition }] of Object.entries<any>(
        service.depends_on ?? {},
      )) {
        expect(condition).toBe('service_healthy');
        expect(file.services[other].healthcheck).toBeDefined();
      }
      for (const value of Object.values(service.environment)) {
        // A number or a boolean would be written as YAML likes it.
        expect(value === null || typeof value === 'string').toBe(true);
      }
      expect(service.stop_grace_period).toMatch(/^\d+s$/);
    }
  });

  it('gives the portal every value that production needs, and stops where one is missing', () => {
    const { environment } = file.services.portal;
    for (const name of neededValues(['POSTGRES_PASSWORD'])) {
      expect(environment[name]).toBe(`\${${name}:?set it in .env}`);
    }
  });

  it('holds no secret', () => {
    for (const { environment } of Object.values<any>(file.services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (
          variables.some(variable => variable.name === name) &&
          isSecret(name)
        ) {
          expect(
            value === null || /^\$\{\w+(:\?[^}]*)?\}$/.test(value as string),
          ).toBe(true);
        }
      }
    }
  });

  it('runs PostgreSQL 18 with its data where that version keeps it, reachable by the portal alone', () => {
    const { postgres, portal } = file.services;
    expect(postgres.image).toMatch(/postgres:18$/);
    expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql']);
    expect(postgres.ports).toBeUndefined();
    expect(
      postgres.networks.every((name: string) => file.networks[name].internal),
    ).toBe(true);
    expect(portal.networks).toEqual(expect.arrayContaining(postgres.networks));
    expect(portal.environment.POSTGRES_HOST).toBe('postgres');
    // eslint-disable-next-line no-template-curly-in-string
    expect(portal.ports).toEqual(['127.0.0.1:${INFRA_AI_PORT:-7007}:7007']);
  });
});

describe('values.yaml', () => {
  const values = parse(read('deploy/kubernetes/values.yaml'));

  it('is for the version of the chart that is installed', () => {
    expect(read('deploy/kubernetes/values.yaml')).toContain(
      `version ${CHART_VERSION}`,
    );
    expect(values.fullnameOverride).toBe(RELEASE_NAME);
    expect(values.service.ports.backend).toBe(SERVICE_PORT);
  });

  it('has no key that the chart does not know', () => {
    expect([
      'fullnameOverride',
      'backstage',
      'service',
      'ingress',
      'postgresql',
      'serviceAccount',
    ]).toEqual(Object.keys(values));
    expect([
      'replicas',
      'image',
      'command',
      'args',
      'appConfig',
      'extraEnvVarsSecrets',
      'resources',
      'podSecurityContext',
      'containerSecurityContext',
      'startupProbe',
      'livenessProbe',
      'readinessProbe',
    ]).toEqual(Object.keys(values.backstage));
    expect([
      'registry',
      'repository',
      'tag',
      'pullPolicy',
      'pullSecrets',
    ]).toEqual(Object.keys(values.backstage.image));
  });

  it('starts what the image starts, as its user', () => {
    const {
      command: program,
      args,
      podSecurityContext,
      containerSecurityContext,
    } = values.backstage;
    expect([...program, ...args]).toEqual(command);
    expect(podSecurityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
    });
    expect(containerSecurityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('asks for liveness and readiness, takes secrets by reference, is not exposed', () => {
    const { livenessProbe, readinessProbe, startupProbe, extraEnvVarsSecrets } =
      values.backstage;
    expect(readinessProbe.httpGet.path).toBe('/.backstage/health/v1/readiness');
    for (const probe of [livenessProbe, startupProbe]) {
      expect(probe.httpGet.path).toBe('/.backstage/health/v1/liveness');
    }
    expect(extraEnvVarsSecrets).toEqual([SECRET_NAME]);
    expect(values.ingress.enabled).toBe(false);
    expect(values.serviceAccount.automountServiceAccountToken).toBe(false);
    const text = read('deploy/kubernetes/values.yaml');
    for (const name of neededValues()) {
      expect(text).toContain(name);
    }
  });
});

it('lets the chart set the port on top of our configuration', async () => {
  const env: Record<string, string> = {
    APP_CONFIG_backend_listen_port: '7007',
    APP_BASE_URL: 'https://portal.example.com',
  };
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: ROOT,
      watch: false,
      argv: configsOf(command).flatMap(name => ['--config', join(ROOT, name)]),
      env,
      substitutionFunc: async name => env[name],
    }),
  );
  config.close();
  expect(config.getNumber('backend.listen.port')).toBe(7007);
  // A string in one of the files would throw here, and end the back end at its start.
  expect(config.getOptional('backend.listen.host')).toBe('');
});
