import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import { LogLines } from './__testUtils__/LogLines';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

/** What Backstage itself logs of the requests that failed. */
const BACKSTAGE = /^Request failed with status/;

describe('the log', () => {
  const analyzer = new FakeAnalyzer();
  const scaffolder = new FakeScaffolder();
  const log = new LogLines();
  let server: Server;

  beforeAll(async () => {
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
      scaffolder,
      features: [log.factory],
    }));
  });
  beforeEach(() => {
    log.lines.length = 0;
  });

  const ownLines = () =>
    log.lines.filter(({ message }) => !BACKSTAGE.test(message));
  const analyze = (description: string) =>
    request(server).post('/api/infra-ai/process-text').send({ description });

  it('names the analysis in every line of its run, also in those of the analyzer', async () => {
    analyzer.behavior = async (_, { logger }) => {
      logger?.warn('The model was slow', { seconds: 9 });
      return { model: shopModel() };
    };
    const { id } = (await analyze('A web shop')).body;

    expect(log.lines).toEqual([
      {
        message: 'Analysis starts with "embedded"',
        meta: { analysisId: id, attempt: '1' },
      },
      {
        message: 'The model was slow',
        meta: { analysisId: id, attempt: '1', seconds: 9 },
      },
      {
        message: 'Analysis ends: completed',
        meta: { analysisId: id, attempt: '1' },
      },
    ]);
  });

  it('names it where it fails', async () => {
    analyzer.behavior = async () => {
      throw new Error('secret detail');
    };
    await analyze('Another shop');
    const { body } = await request(server).get('/api/infra-ai/analyses');
    const { id } = body.items[0];

    expect(ownLines().map(({ message }) => message)).toEqual([
      'Analysis starts with "embedded"',
      'The analyzer failed',
      'Analysis ends: failed',
      expect.stringMatching(/^Processing ended/),
    ]);
    for (const { meta } of ownLines()) {
      expect(meta.analysisId).toBe(id);
    }
  });

  it('names publication and analysis from the start of a publication to its end', async () => {
    analyzer.behavior = async () => ({ model: shopModel() });
    const { id } = (await analyze('A third shop')).body;
    log.lines.length = 0;
    scaffolder.refusal = new Error('no scaffolder');
    await request(server)
      .post(`/api/infra-ai/analyses/${id}/publish`)
      .send({ owner: 'acme' });
    scaffolder.refusal = undefined;
    const { header, body } = await request(server)
      .post(`/api/infra-ai/analyses/${id}/publish`)
      .send({ owner: 'acme' });
    scaffolder.complete();
    await request(server).get(header.location);

    expect(ownLines().map(({ message }) => message)).toEqual([
      'Publication could not start',
      'Publication runs as scaffolder task task-1',
      'Publication ends: completed',
    ]);
    for (const { meta } of ownLines()) {
      expect(meta).toMatchObject({
        analysisId: id,
        publicationId: expect.any(String),
      });
    }
    expect(ownLines()[2].meta.publicationId).toBe(body.id);
  });
});
