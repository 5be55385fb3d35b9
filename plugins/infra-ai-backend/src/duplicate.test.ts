import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { png } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('POST /analyses/:id/duplicate', () => {
  const analyzer = new FakeAnalyzer();
  let server: Server;
  let audit: Array<{ eventId: string; result: string }>;

  beforeAll(async () => {
    analyzer.accepted = ['text', 'image', 'files'];
    ({ server, audit } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [analyzer],
    }));
  });

  const at = (path: string) => `/api/infra-ai${path}`;

  it('copies a picture with its edits, and both live on alone', async () => {
    const { body: original } = await request(server)
      .post(at('/process-image'))
      .attach('file', png(40, 30), 'shop.png');
    const model = {
      ...original.model,
      system: { name: 'Edited here' },
    };
    await request(server)
      .patch(at(`/analyses/${original.id}`))
      .send({ revision: original.revision, model });
    const { body: copy, headers } = await request(server)
      .post(at(`/analyses/${original.id}/duplicate`))
      .send({ name: 'Another try' });
    expect(headers.location).toBe(at(`/analyses/${copy.id}`));
    expect(copy).toMatchObject({
      name: 'Another try',
      revision: 1,
      model,
      input: original.input,
    });

    await request(server).delete(at(`/analyses/${original.id}`));
    const { status, body } = await request(server)
      .get(at(`/analyses/${copy.id}/picture`))
      .buffer(true);
    expect(status).toBe(200);
    expect(Buffer.compare(body, png(40, 30))).toBe(0);
    const events = await request(server).get(at(`/analyses/${copy.id}/events`));
    expect(events.text).toMatch(/Copied from/);
    expect(audit).toContainEqual({
      eventId: 'analysis-duplicate',
      result: 'success',
    });
  });

  it('copies files, which are found by their names', async () => {
    const { body: original } = await request(server)
      .post(at('/process-files'))
      .attach('file', Buffer.from('services: {}'), 'kiosk-compose.yaml');
    const { body: copy } = await request(server).post(
      at(`/analyses/${original.id}/duplicate`),
    );
    const source = await request(server).get(
      at(`/analyses/${copy.id}/source?path=kiosk-compose.yaml`),
    );
    expect(source.text).toBe('services: {}');
    const { body: found } = await request(server).get(
      at('/analyses?search=KIOSK-compose'),
    );
    expect(found.totalItems).toBe(2);
  });

  it('refuses one that has no result', async () => {
    analyzer.behavior = async () => {
      throw new Error('No answer');
    };
    await request(server)
      .post(at('/process-text'))
      .send({ description: 'A shop that fails.' });
    const { body } = await request(server).get(at('/analyses?state=failed'));
    const response = await request(server)
      .post(at(`/analyses/${body.items[0].id}/duplicate`))
      .send({});
    expect(response.status).toBe(409);
    expect(response.body.error.message).toMatch(/only a completed one/);
  });
});
