import request from 'supertest';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('the infra-ai back end', () => {
  it('analyzes a text', async () => {
    const { server } = await startBackend(await databases.init(POSTGRES));
    const response = await request(server)
      .post('/api/infra-ai/process-text')
      .send({ description: 'A web shop stores orders in PostgreSQL.' });
    expect(response.body).toMatchObject({ state: 'completed', name: 'shop' });
    expect(response.status).toBe(201);
  });
});
