import { join } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { parse } from 'yaml';
import {
  configsOf,
  readImageCommand,
  readRepositoryFile as read,
  ROOT,
} from '../__testUtils__/repositoryFiles';
import { neededValues } from '../productionValues';
import {
  CHART_VERSION,
  RELEASE_NAME,
  SECRET_NAME,
  SERVICE_PORT,
} from './commands';

const command = readImageCommand();

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
