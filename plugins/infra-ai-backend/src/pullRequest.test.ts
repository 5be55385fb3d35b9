import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DefaultEventsService,
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import request from 'supertest';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import {
  openPullRequest,
  startSandbox,
} from './__testUtils__/sandboxRepository';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

it('follows the pull request of a publication to its merge with no webhook, also over a restart', async () => {
  const github = await startSandbox();
  const db = await databases.init(POSTGRES);
  const scaffolder = new FakeScaffolder();
  const events = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
  });
  const published: EventParams[] = [];
  await events.subscribe({
    id: 'test',
    topics: ['infra-ai.published'],
    onEvent: async event => void published.push(event),
  });
  const start = () =>
    startBackend(db, {
      scaffolder,
      config: github.config,
      features: [
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
    });

  const first = await start();
  await github.sandbox.createRepository({
    owner: 'acme',
    name: 'shop',
    files: { 'catalog-info.yaml': 'kind: Old\n' },
  });
  const number = await openPullRequest(github.api, 'shop');
  const { body: analysis } = await request(first.server)
    .post('/api/infra-ai/process-text')
    .send({ description: 'A web shop.' });
  await request(first.server)
    .post(`/api/infra-ai/analyses/${analysis.id}/publish`)
    .send({ owner: 'acme' });
  scaffolder.complete(0, {
    action: 'update',
    pullRequestNumber: number,
    pullRequestUrl: `${github.sandbox.url}/acme/shop/pull/${number}`,
    entityRefs: ['system:default/shop'],
  });
  const publication = async (server: typeof first.server) => {
    const { body } = await request(server).get(
      `/api/infra-ai/analyses/${analysis.id}`,
    );
    return body.publications[0];
  };
  expect(await publication(first.server)).toMatchObject({
    action: 'update',
    pullRequest: { number, state: 'open' },
  });
  await first.stop();

  const { sha } = await github.api(
    'PUT',
    `/repos/acme/shop/pulls/${number}/merge`,
    {},
  );
  const second = await start();
  for (let tries = 0; tries < 300 && published.length === 0; tries++) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  expect(published).toMatchObject([
    {
      eventPayload: {
        commit: { sha, modified: ['catalog-info.yaml'] },
        analysisId: analysis.id,
      },
    },
  ]);
  expect(await publication(second.server)).toMatchObject({
    commit: sha,
    pullRequest: { state: 'merged' },
  });
  await second.stop();
  await github.stop();
});
