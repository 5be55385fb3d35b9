import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  DefaultEventsService,
  type EventParams,
} from '@backstage/plugin-events-node';
import type { Knex } from 'knex';
import { migratedDatabase } from '../__testUtils__/migratedDatabase';
import { newAnalysis } from '../__testUtils__/records';
import {
  openPullRequest,
  startSandbox,
} from '../__testUtils__/sandboxRepository';
import { createTestDatabases } from '../__testUtils__/startBackend';
import { DatabaseAnalysisStore } from '../database/DatabaseAnalysisStore';
import { DatabasePublicationStore } from '../database/DatabasePublicationStore';
import { DatabasePullRequestStore } from '../database/DatabasePullRequestStore';
import type { FollowPace } from '../database/PullRequestStore';
import { Changes } from './Changes';
import { GithubPullRequests } from './GithubPullRequests';
import { GithubService } from './GithubService';
import { PullRequestFollower } from './PullRequestFollower';

const databases = createTestDatabases();
/** Due at every look. */
const EAGER: Partial<FollowPace> = { newEveryMs: 0, everyMs: 0 };

describe('PullRequestFollower', () => {
  let github: Awaited<ReturnType<typeof startSandbox>>;
  let db: Knex;
  let events: DefaultEventsService;
  let published: EventParams[];
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    github = await startSandbox();
    db = await migratedDatabase(databases);
  });

  afterAll(() => github.stop());

  beforeEach(async () => {
    await db('analyses').delete();
    github.sandbox.faults.clear();
    logger.warn.mockClear();
    published = [];
    events = DefaultEventsService.create({ logger });
    await events.subscribe({
      id: 'test',
      topics: ['infra-ai.published'],
      onEvent: async event => void published.push(event),
    });
  });

  const follower = (pace: Partial<FollowPace> = EAGER) => {
    const service = new GithubService({
      integrations: ScmIntegrations.fromConfig(new ConfigReader(github.config)),
      visibilities: ['private'],
    });
    return new PullRequestFollower({
      store: new DatabasePullRequestStore({ db }),
      github: new GithubPullRequests({ github: service }),
      host: service.host,
      events,
      changes: new Changes(),
      logger,
      pace,
    });
  };

  const publishAs = async (owner: string, repo: string, number: number) => {
    const analysis = newAnalysis();
    await new DatabaseAnalysisStore({ db }).create(
      analysis,
      { underWayMs: 0 },
      async () => {},
    );
    const store = new DatabasePublicationStore({ db });
    const id = randomUUID();
    await store.open(
      {
        id,
        analysisId: analysis.id,
        owner,
        repo,
        visibility: 'private',
        dryRun: false,
        createOnly: false,
        createdBy: 'user:default/ana',
      },
      async () => {},
    );
    await store.complete(id, {
      action: 'update',
      entityRefs: [],
      pullRequest: { number, url: `${github.sandbox.url}/pull/${number}` },
      changes: {
        entities: [],
        files: [{ path: 'catalog-info.yaml', kind: 'changed', patch: '' }],
        notes: [],
      },
    });
    return id;
  };

  /** A repository with an open pull request that a publication made. */
  const setUp = async (owner = 'acme') => {
    const repo = `shop-${randomUUID().slice(0, 8)}`;
    await github.sandbox.createRepository({
      owner: 'acme',
      name: repo,
      topics: ['infra'],
      files: { 'catalog-info.yaml': 'kind: Old\n' },
    });
    const number = await openPullRequest(github.api, repo);
    const id = await publishAs(owner, repo, number);
    return {
      id,
      repo,
      number,
      merge: () =>
        github.api('PUT', `/repos/acme/${repo}/pulls/${number}/merge`, {}),
      close: (state = 'closed') =>
        github.api('PATCH', `/repos/acme/${repo}/pulls/${number}`, { state }),
      stored: async () => (await new DatabasePublicationStore({ db }).get(id))!,
    };
  };
  it('tells the catalog of a merge, once', async () => {
    const { repo, merge, stored } = await setUp();
    const one = follower();
    expect(await one.look()).toBe(10);
    expect(published).toEqual([]);
    expect((await stored()).pullRequest).toMatchObject({ state: 'open' });

    const { sha } = await merge();
    expect(await one.look()).toBeUndefined();
    expect(await follower().look()).toBeUndefined();
    expect(published).toMatchObject([
      {
        topic: 'infra-ai.published',
        eventPayload: {
          host: github.config.integrations.github[0].host,
          owner: { login: 'acme', type: 'Organization' },
          repository: {
            name: repo,
            htmlUrl: `${github.sandbox.url}/acme/${repo}`,
            apiUrl: `${github.sandbox.apiBaseUrl}/repos/acme/${repo}`,
            defaultBranch: 'main',
            visibility: 'public',
            topics: ['infra'],
          },
          commit: {
            sha,
            added: [],
            modified: ['catalog-info.yaml'],
            removed: [],
          },
          analysisId: (await stored()).analysisId,
        },
      },
    ]);
    expect(await stored()).toMatchObject({
      commit: sha,
      pullRequest: { state: 'merged' },
    });
  });

  it('tells it once of one that several publications went into, and back ends at once see', async () => {
    const { repo, number, merge } = await setUp();
    const second = await publishAs('ACME', repo.toUpperCase(), number);
    await merge();
    await Promise.all([1, 2, 3].map(() => follower().look()));
    expect(published).toHaveLength(1);
    const store = new DatabasePublicationStore({ db });
    expect((await store.get(second))!.pullRequest!.state).toBe('merged');
  });

  it('notes that one was closed, and asks no more', async () => {
    const { close, merge, stored } = await setUp();
    await close();
    expect(await follower().look()).toBeUndefined();
    expect((await stored()).pullRequest!.state).toBe('closed');
    await close('open');
    await merge();
    await follower().look();
    expect(published).toEqual([]);
  });

  it('hears of a merge by webhook, also of one that was closed before', async () => {
    const { repo, close, merge, stored } = await setUp();
    const slow = follower({ newEveryMs: 600_000 });
    await slow.subscribe();
    const deliver = async (event: string) => {
      await github.sandbox.webhooksSettled();
      const delivery = github.sandbox
        .deliveries()
        .filter(
          ({ event: name, payload }) =>
            name === event && (payload as any).repository.name === repo,
        )
        .at(-1)!;
      await events.publish({
        topic: `github.${event}`,
        eventPayload: delivery.payload,
      });
    };
    await close();
    await deliver('pull_request');
    expect((await stored()).pullRequest!.state).toBe('closed');
    await close('open');
    await merge();
    await deliver('pull_request');
    await deliver('push');
    expect((await stored()).pullRequest!.state).toBe('merged');
    expect(published).toHaveLength(1);
  });

  it('believes no webhook: it asks', async () => {
    const { repo, number, stored } = await setUp();
    await follower().subscribe();
    const payload = (html: string, extra: object = {}) => ({
      action: 'closed',
      repository: { name: repo, html_url: html, owner: { login: 'acme' } },
      pull_request: { number, merged: true },
      ...extra,
    });
    const requests = () => github.sandbox.requests.counts().total;
    const before = requests();
    for (const eventPayload of [
      payload('https://elsewhere.example/acme/x'),
      { nonsense: true },
      null,
    ]) {
      await events.publish({ topic: 'github.pull_request', eventPayload });
    }
    expect(requests()).toBe(before);
    await events.publish({
      topic: 'github.pull_request',
      eventPayload: payload(`${github.sandbox.url}/acme/${repo}`),
    });
    expect(requests()).toBe(before + 1);
    expect((await stored()).pullRequest!.state).toBe('open');
    expect(published).toEqual([]);
  });

  it('goes on after a back end that died between the merge and the announcement', async () => {
    const { repo, number, merge, stored } = await setUp();
    const { sha } = await merge();
    const store = new DatabasePullRequestStore({ db });
    const pace = { ...EAGER, claimMs: 600_000 } as FollowPace;
    expect(
      await store.claimMerge({ owner: 'acme', repo, number }, sha, pace),
    ).toBe(true);
    // To the person it is not merged yet: the catalog does not know.
    expect((await stored()).pullRequest!.state).toBe('open');
    expect(await follower(pace).look()).toBe(10);
    expect(published).toEqual([]);

    expect(await follower({ ...EAGER, claimMs: 0 }).look()).toBeUndefined();
    expect(published).toHaveLength(1);
    expect((await stored()).pullRequest!.state).toBe('merged');
  });

  it('asks for all in one request, seldom when they are old, and at last no more', async () => {
    const { id } = await setUp();
    await setUp();
    const counts = () => github.sandbox.requests.counts().graphql;
    const before = counts();
    const patient = follower({ newEveryMs: 600_000, everyMs: 600_000 });
    await patient.look();
    await patient.look();
    expect(counts()).toBe(before + 1);

    const age = (interval: string, checked: string) =>
      db('publications').update({
        completed_at: db.raw(`now() - interval '${interval}'`),
        pull_request_checked_at: db.raw(`now() - interval '${checked}'`),
      });
    const usual = follower({});
    await age('11 minutes', '1 minute');
    expect(await usual.look()).toBe(10);
    expect(counts()).toBe(before + 1);
    await age('9 minutes', '1 minute');
    await usual.look();
    expect(counts()).toBe(before + 2);
    await age('13 days', '6 minutes');
    await usual.look();
    expect(counts()).toBe(before + 3);
    await age('15 days', '6 minutes');
    expect(await usual.look()).toBeUndefined();
    expect(counts()).toBe(before + 3);
    expect(id).toBeDefined();
  });

  it('pauses when GitHub says so, and goes on later', async () => {
    const { merge } = await setUp();
    await merge();
    const one = follower();
    github.sandbox.faults.add({
      match: { path: 'graphql' },
      status: 403,
      headers: { 'retry-after': '60' },
      body: { message: 'You have exceeded a secondary rate limit' },
    });
    expect(await one.look()).toBe(10);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    const asked = github.sandbox.requests.counts().graphql;
    expect(await one.look()).toBe(10);
    expect(github.sandbox.requests.counts().graphql).toBe(asked);
    expect(published).toEqual([]);
    // Another back end, or this one later.
    await follower().look();
    expect(published).toHaveLength(1);
  });

  it('keeps one that GitHub no longer shows', async () => {
    const { repo, stored } = await setUp();
    const { merge } = await setUp();
    await merge();
    await github.api('DELETE', `/repos/acme/${repo}`);
    expect(await follower().look()).toBe(10);
    expect((await stored()).pullRequest!.state).toBe('open');
    expect(published).toHaveLength(1);
  });
});
