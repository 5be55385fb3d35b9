import { parse } from 'yaml';
import { isSecret, variables } from '../../env/variables';
import { readRepositoryFile as read } from '../__testUtils__/repositoryFiles';
import { neededValues } from '../productionValues';

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
    const secret = variables.filter(({ name }) => isSecret(name));
    const written = Object.values<any>(file.services)
      .flatMap(({ environment }) =>
        secret.map(({ name }) => environment[name] as string | null),
      )
      .filter(value => typeof value === 'string');
    expect(written.length).toBeGreaterThan(3);
    for (const value of written) {
      expect(value).toMatch(/^\$\{\w+(:\?[^}]*)?\}$/);
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
