import SwaggerParser from '@apidevtools/swagger-parser';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import Ajv2020 from 'ajv/dist/2020';
import type { Router } from 'express';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse, stringify } from 'yaml';
import { FakeAnalyzer } from '../__testUtils__/FakeAnalyzer';
import { FakeScaffolder } from '../__testUtils__/FakeScaffolder';
import { pdf } from '../__testUtils__/pictures';
import { startSandbox } from '../__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from '../__testUtils__/startBackend';
import { createRouter } from '../router/createRouter';
import { createDocument } from './createDocument';
import { routes } from './routes';
import { answers } from './schemas';

const FILE = resolve(__dirname, '../../openapi.yaml');
const HEADER =
  '# Made from the schemas of the REST API; to make it again: UPDATE_OPENAPI=1 yarn test openapi\n';

const document: any = createDocument();

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    await expect(
      SwaggerParser.validate(structuredClone(document)),
    ).resolves.toMatchObject({ openapi: '3.1.1' });
  });

  it('describes every route of the router, and no other', () => {
    const router = createRouter({
      limits: { text: 1, image: 1, model: 1, files: {} },
    } as any) as Router;
    const served = router.stack.flatMap(({ route }: any) =>
      route
        ? Object.keys(route.methods).map(
            method => `${method} ${route.path as string}`,
          )
        : [],
    );
    expect(served.length).toBeGreaterThan(10);
    expect(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    ).toEqual(served.sort());
    const ids = routes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the one in openapi.yaml, which the catalog reads', () => {
    const yaml =
      HEADER +
      stringify(document, {
        aliasDuplicateObjects: false,
        lineWidth: 0,
        singleQuote: true,
      });
    if (process.env.UPDATE_OPENAPI) {
      writeFileSync(FILE, yaml);
    }
    expect(readFileSync(FILE, 'utf8')).toBe(yaml);
    expect(parse(yaml)).toEqual(document);
  });

  it('says what may be left out, and the limits', () => {
    const { schemas } = document.components;
    expect(schemas.PublishRequest.required).toEqual(['owner']);
    expect(schemas.PublishRequest.properties.visibility.default).toBe(
      'private',
    );
    const query = document.paths['/analyses'].get.parameters;
    expect(query).toContainEqual({
      name: 'limit',
      in: 'query',
      schema: expect.objectContaining({
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 20,
      }),
    });
    const form =
      document.paths['/process-image'].post.requestBody.content[
        'multipart/form-data'
      ].schema;
    expect(form.required).toEqual(['file']);
    expect(form.properties).toMatchObject({
      file: { format: 'binary' },
      page: { type: 'integer' },
      publish: { type: 'string' },
    });
  });
});

const databases = createTestDatabases();

describe('the answers of the API', () => {
  const scaffolder = new FakeScaffolder();
  const analyzer = new FakeAnalyzer();
  analyzer.accepted = ['text', 'image'];
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let server: Server;

  beforeAll(async () => {
    github = await startSandbox();
    scaffolder.autoComplete = true;
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      scaffolder,
      config: github.config,
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: { name: 'orders', title: 'Orders' },
            spec: { type: 'database', owner: 'group:default/data' },
          },
        ],
      }),
    }));
  });

  afterAll(() => github?.stop());

  const call = async (
    method: 'get' | 'post' | 'patch',
    path: string,
    body?: object,
  ) => request(server)[method](`/api/infra-ai${path}`).send(body);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const expectAnswer = (schema: keyof typeof answers, body: unknown) => {
    // Strict: a field that is not described fails.
    const { error } = answers[schema].safeParse(body);
    expect({ schema, error: error?.message }).toEqual({ schema });
    // The schema that readers have.
    const $ref = `document#/components/schemas/${schema}`;
    const valid = ajv.validate({ $ref }, body);
    expect({ schema, valid, errors: ajv.errors }).toEqual({
      schema,
      valid: true,
      errors: null,
    });
  };

  it('are as they are described', async () => {
    const started = await call('post', '/process-text', {
      description: 'A web shop.',
      publish: { owner: 'acme' },
    });
    expect(started.status).toBe(201);
    expectAnswer('Analysis', started.body);
    const { id, publications } = started.body;
    expect(publications).toHaveLength(1);

    const at = `/analyses/${id}`;
    expectAnswer('Analysis', (await call('get', at)).body);
    expectAnswer(
      'Analysis',
      (await call('patch', at, { revision: 1, name: 'Shop' })).body,
    );
    expectAnswer('AnalysisFiles', (await call('get', `${at}/files`)).body);
    expectAnswer(
      'Publication',
      (await call('get', `${at}/publications/${publications[0].id}`)).body,
    );
    const { text } = await call('get', `${at}/events`);
    const events = [...text.matchAll(/^data: (.*)$/gm)];
    expect(events.length).toBeGreaterThan(1);
    for (const [, data] of events) {
      expectAnswer('AnalysisEvent', JSON.parse(data));
    }

    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'theirs',
      files: { 'README.md': '# Mine\n' },
    });
    const dryRun = await call('post', `${at}/publish`, {
      owner: 'acme',
      repo: 'theirs',
      dryRun: true,
    });
    expect(dryRun.body.changes.files).not.toEqual([]);
    expectAnswer('Publication', dryRun.body);
    expectAnswer(
      'PublishTargets',
      (await call('get', '/publish-targets')).body,
    );
    const { body: matches } = await call('get', `${at}/matches`);
    expect(matches.elements).not.toEqual({});
    expectAnswer('AnalysisMatches', matches);
    expectAnswer(
      'CatalogChanges',
      (await call('get', `${at}/catalog-changes`)).body,
    );
    const availability = '/publish-targets/availability?owner=acme&repo=';
    for (const repo of ['free', 'theirs', '..']) {
      const { body } = await call('get', `${availability}${repo}`);
      expectAnswer('RepositoryAvailability', body);
    }
    const list = await call('get', '/analyses');
    expect(list.body.items).not.toEqual([]);
    expectAnswer('AnalysisList', list.body);
  });

  it('are as they are described for pictures', async () => {
    const { body } = await request(server)
      .post('/api/infra-ai/process-image')
      .field('description', 'Ours')
      .attach('file', pdf(1), 'a.pdf');
    expect(body.input.picture.original.pages).toBe(1);
    expectAnswer('Analysis', body);
  });

  it('are as they are described when something is wrong', async () => {
    analyzer.behavior = async () => {
      throw new Error('boom');
    };
    const failed = await call('post', '/process-text', {
      description: 'It fails.',
    });
    expect(failed.status).toBe(500);
    expectAnswer('Error', failed.body);
    const { body } = await call('get', '/analyses?state=failed');
    expect(body.items[0].error.message).toMatch(/unexpected/);
    expectAnswer('AnalysisList', body);
    for (const path of ['/analyses?limit=0', '/analyses/nonsense']) {
      const answer = await call('get', path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectAnswer('Error', answer.body);
    }
  });

  it('are as they are described for health and analyzers', async () => {
    const { body: analyzers } = await call('get', '/analyzers');
    expect(analyzers).toHaveLength(1);
    expectAnswer('AnalyzerInfo', analyzers[0]);
    expectAnswer('HealthReport', (await call('get', '/health')).body);
  });

  it('include the document, for those who may call the API', async () => {
    const { status, body } = await call('get', '/openapi.json');
    expect(status).toBe(200);
    expect(body).toEqual(document);
    const nobody = await request(server)
      .get('/api/infra-ai/openapi.json')
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
  });
});
