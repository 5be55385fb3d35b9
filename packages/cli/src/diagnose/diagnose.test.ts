import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { runInfraAi } from '../__testUtils__/run';
import { identify, waitUntil } from '../lib/processes';
import { block, inline } from './markdown';
import { Masker, maskSettings } from './Masker';
import { DiagnoseContext, Report, SectionResult } from './Report';
import { runSections } from './runSections';
import { shapeOf } from './shape';

jest.setTimeout(120_000);

const SERVER =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!;
// Put together here, so that this file holds no credential.
const SECRETS = {
  github: ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join(''),
  gemini: ['AIza', 'SyA1234567890abcdefghijklmnopqrstuv'].join(''),
  database: 'p@ss/w"ord-of-the-database',
  generated: 'generated-backend-secret',
  proxy: 'Zm9vYmFyYmF6cXV4',
  privateKey: 'MIIEpAIBAAKCAQEAx9',
  odd: 'an-odd-value-in-a-client-secret',
  configKey: 'ab'.repeat(32),
};

describe('infra-ai diagnose', () => {
  let root: string;
  const data = (...path: string[]) => join(root, '.data', ...path);
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    // Sections get more time than the two seconds: the machine may be busy, and what is tested is what they find.
    runInfraAi(['diagnose', '--timeout', '30', ...args], {
      env: {
        INFRA_AI_ROOT: root,
        INFRA_AI_DATA_DIR: data(),
        DATABASE_URL: '',
        POSTGRES_HOST: '',
        INFRA_AI_URL: '',
        ...env,
      },
    });
  const report = async (
    env: NodeJS.ProcessEnv = {},
  ): Promise<Report & { code?: number }> => {
    const { code, stdout } = await run(['--json'], env);
    return { code, ...JSON.parse(stdout) };
  };
  const titles = ({ findings }: Report, severity: string) =>
    findings
      .filter(finding => finding.severity === severity)
      .map(({ title }) => title);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai diagnose-'));
    await writeFile(
      join(root, 'app-config.yaml'),
      'app:\n  title: Portal\nbackend:\n  database:\n    connection:\n      password: ${POSTGRES_PASSWORD}\n',
    );
    const github =
      'integrations:\n  github:\n    - host: 127.0.0.1:9\n      apiBaseUrl: http://127.0.0.1:9/api/v3\n      token: ${GITHUB_TOKEN}\n';
    await writeFile(join(root, 'app-config.github.yaml'), github);
    await writeFile(
      join(root, 'app-config.sandbox.yaml'),
      github.replace('${GITHUB_TOKEN}', 'sandbox'),
    );
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('works when nothing runs and nothing was ever started, and leaves no trace', async () => {
    const before = await readdir(root);
    const result = await report();
    expect(result.code).toBe(0);
    expect(titles(result, 'critical')).toEqual([]);
    expect(titles(result, 'info')).toContain(
      'The platform does not run, so what needs it was left out.',
    );
    expect(result.sections.map(({ id, error }) => [id, error])).toEqual(
      [
        'versions',
        'health',
        'github',
        'catalog',
        'queue',
        'database',
        'machine',
        'logs',
        'configuration',
      ].map(id => [id, undefined]),
    );
    expect(await readdir(root)).toEqual(before);
  });

  it('lets no secret out, wherever it stands', async () => {
    await mkdir(data('logs'), { recursive: true });
    await writeFile(
      data('secrets.json'),
      JSON.stringify({ backendSecret: SECRETS.generated }),
    );
    await writeFile(data('config.key'), `${SECRETS.configKey}\n`);
    await writeFile(
      join(root, 'app-config.local.yaml'),
      JSON.stringify({
        proxy: {
          endpoints: {
            '/x': {
              target: `http://me:${SECRETS.odd}@host/`,
              headers: { Authorization: `Basic ${SECRETS.proxy}` },
            },
          },
        },
        integrations: {
          github: [
            {
              host: '127.0.0.1:9',
              token: SECRETS.github,
              apps: [
                {
                  appId: 1,
                  clientSecret: SECRETS.odd,
                  privateKey: `-----BEGIN RSA PRIVATE KEY-----\n${SECRETS.privateKey}`,
                },
              ],
            },
          ],
        },
      }),
    );
    const now = new Date().toISOString();
    await writeFile(
      data('logs/backend.log'),
      Object.values(SECRETS)
        .flatMap(secret => [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret),
        ])
        .map(
          secret =>
            `${now} catalog error Could not use ${secret} at postgres://u:${encodeURIComponent(
              secret,
            )}@h/ \n`,
        )
        .join(''),
    );
    const env = {
      GITHUB_TOKEN: SECRETS.github,
      GEMINI_API_KEY: SECRETS.gemini,
      DATABASE_URL: `postgres://me:${encodeURIComponent(
        SECRETS.database,
      )}@127.0.0.1:9`,
    };
    for (const format of [[], ['--json']]) {
      const { stdout, stderr } = await run(format, env);
      // Something was there that could have held them.
      expect(stdout).toMatch(/Could not use/);
      for (const secret of Object.values(SECRETS)) {
        for (const form of [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret).slice(1, -1),
          Buffer.from(secret).toString('base64'),
        ]) {
          expect(stdout + stderr).not.toContain(form);
        }
      }
    }
  });

  it('ranks what is wrong, says how to mend it, and ends with 1', async () => {
    await mkdir(data('logs'), { recursive: true });
    const now = new Date().toISOString();
    await writeFile(
      data('logs/backend.log'),
      [
        ...[1, 2, 3].map(
          n =>
            `${now} catalog error Refresh of component:default/shop-${n} failed after ${n}00 ms \n`,
        ),
        '2020-01-01T00:00:00.000Z catalog error Long ago \n',
      ].join(''),
    );
    const portal = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>(resolve => {
      portal.listen(0, '127.0.0.1', resolve);
    });
    try {
      const result = await report({
        INFRA_AI_URL: `http://127.0.0.1:${
          (portal.address() as AddressInfo).port
        }`,
        GITHUB_TOKEN: SECRETS.github,
        INFRA_AI_PORT: '7007',
        DATABASE_URL: 'postgres://me:x@127.0.0.1:9',
      });
      expect(result.code).toBe(1);
      expect(titles(result, 'critical')).toEqual([
        expect.stringMatching(/is not ready: status 503/),
        expect.stringMatching(/127\.0\.0\.1:9 does not let us in/),
      ]);
      expect(titles(result, 'warning')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^Database could not be looked at: .*ECONNREFUSED/,
          ),
          expect.stringMatching(/^3 errors of backend\/catalog: Refresh/),
        ]),
      );
      expect(JSON.stringify(result)).not.toContain('Long ago');
      expect(result.findings.every(({ cure }) => cure.length > 0)).toBe(true);
    } finally {
      portal.close();
    }
    const { code, stdout } = await run(['--output', join(root, 'r.md')]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/r\.md: 0 critical, 1 warning/),
    });
    expect((await stat(join(root, 'r.md'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(root, 'r.md'), 'utf8')).toMatch(
      /^# Diagnosis\n/,
    );
  });

  it('says when it was killed, and when a start failed', async () => {
    await mkdir(data('run'), { recursive: true });
    const state = {
      supervisor: { ...identify(process.pid), startTime: 'another' },
      options: {},
      services: [],
      startedAt: '',
    };
    await writeFile(
      data('run/state.json'),
      JSON.stringify({ ...state, phase: 'running' }),
    );
    expect(titles(await report(), 'critical')).toEqual([
      expect.stringMatching(/was killed/),
    ]);
    await writeFile(
      data('run/state.json'),
      JSON.stringify({ ...state, phase: 'failed', error: 'No port.' }),
    );
    expect(titles(await report(), 'critical')).toEqual([
      'The last start failed: No port.',
    ]);
  });

  it('finds entities that fail, jobs that wait and queries that hang', async () => {
    const connect = async (database: string) => {
      const url = new URL(SERVER);
      url.pathname = `/${database}`;
      const client = new Client(url.href);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    const admin = await connect('postgres');
    const names = ['backstage_plugin_catalog', 'backstage_plugin_infra-ai'];
    const slow = await connect('postgres');
    const sleeping = slow
      .query("SELECT pg_sleep(60), 'what a person wrote'")
      .catch(() => undefined);
    try {
      for (const name of names) {
        await admin.query(`CREATE DATABASE "${name}"`);
      }
      const catalog = await connect(names[0]);
      // The columns of the catalog that are read.
      await catalog.query(`CREATE TABLE refresh_state (entity_id text PRIMARY KEY, entity_ref text, errors text);
        CREATE TABLE final_entities (entity_id text PRIMARY KEY, final_entity text);
        INSERT INTO refresh_state VALUES ('1', 'component:default/good', '[]'), ('2', 'component:default/a', '[{"name":"InputError","message":"no owner in /a/1"}]'),
          ('3', 'component:default/b', '[{"name":"InputError","message":"no owner in /a/2"}]');
        INSERT INTO final_entities VALUES ('1', '{}')`);
      await catalog.end();
      const queue = await connect(names[1]);
      await queue.query(`CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (name text, state text, created_on timestamptz);
        INSERT INTO pgboss.job VALUES ('infra-ai-analysis', 'created', now() - interval '5 minutes')`);
      await queue.end();

      let found: Report | undefined;
      const isSeen = await waitUntil(
        async () => {
          found = await report({ DATABASE_URL: SERVER });
          return found.findings.some(({ title }) =>
            /^A query in postgres runs/.test(title),
          );
        },
        40_000,
        500,
      );
      expect(isSeen).toBe(true);
      expect(titles(found!, 'warning')).toEqual(
        expect.arrayContaining([
          '2 entities fail to get into the catalog: InputError: no owner in /a/2',
          expect.stringMatching(/^1 jobs wait in 'infra-ai-analysis'/),
        ]),
      );
      expect(JSON.stringify(found)).toContain('pg_sleep');
      expect(JSON.stringify(found)).not.toContain('what a person wrote');
    } finally {
      await admin.query(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND pid <> pg_backend_pid()",
      );
      await sleeping;
      await slow.end();
      for (const name of names) {
        await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }
      await admin.end();
    }
  });
});

describe('runSections', () => {
  it('makes a finding of a section that fails or does not end, and keeps the others', async () => {
    let aborted = false;
    const section = (
      id: string,
      work: (signal: AbortSignal) => Promise<SectionResult>,
    ) => ({
      id,
      title: id,
      run: (_: DiagnoseContext, signal: AbortSignal) => work(signal),
    });
    const { findings, sections } = await runSections(
      [
        section('hangs', signal => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
          return new Promise(() => undefined);
        }),
        section('fails', async () => {
          throw new Error('no way');
        }),
        section('works', async () => ({
          data: 1,
          text: () => [],
          findings: [{ severity: 'critical', title: 'bad', cure: 'mend' }],
        })),
      ],
      { now: 0 } as DiagnoseContext,
      20,
    );
    expect(findings.map(({ section: id, severity }) => [id, severity])).toEqual(
      [
        ['works', 'critical'],
        ['hangs', 'warning'],
        ['fails', 'warning'],
      ],
    );
    expect(sections.map(({ error }) => error)).toEqual([
      'no answer within 0.02 s',
      'no way',
      undefined,
    ]);
    expect(aborted).toBe(true);
  });
});

describe('the report', () => {
  it('groups messages that differ in what changes only', () => {
    expect(
      shapeOf(
        'GET https://a/1 took 12 ms for 0c6b2f0e-6a5b-4f8e-9a53-0f4f5f6f7a8b',
      ),
    ).toBe(
      shapeOf(
        'GET https://b/2 took 7 ms for 1c6b2f0e-6a5b-4f8e-9a53-0f4f5f6f7a8b',
      ),
    );
    expect(shapeOf('no owner')).not.toBe(shapeOf('no system'));
  });

  it('takes text of others as text', () => {
    expect(inline('a | b\n# <img src=x> [x](javascript:1) `c`')).toBe(
      'a \\| b \\# \\<img src=x\\> \\[x\\](javascript:1) \\`c\\`',
    );
    expect(block('```\n# no heading')[0]).toBe('````text');
  });

  it('masks by name and by shape', () => {
    expect(
      maskSettings({
        a: { clientSecret: 'x', title: 'y', keys: [{ secret: 1 }] },
      }),
    ).toEqual({
      a: { clientSecret: '••••••', title: 'y', keys: '••••••' },
    });
    const masker = new Masker();
    expect(
      masker.maskText(
        'Bearer abcdefgh12345, see https://me:pw@host/?sig=abc&x=1',
      ),
    ).toBe('Bearer ••••••, see https://••••••@host/?sig=••••••&x=1');
  });
});
