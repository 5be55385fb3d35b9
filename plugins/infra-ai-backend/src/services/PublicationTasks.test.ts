import { mockServices } from '@backstage/backend-test-utils';
import { FakeScaffolder } from '../__testUtils__/FakeScaffolder';
import { shopModel } from '../__testUtils__/FakeAnalyzer';
import { createTestDatabases, POSTGRES } from '../__testUtils__/startBackend';
import { connectDatabase } from '../database/connect';
import { DatabaseAnalysisStore } from '../database/DatabaseAnalysisStore';
import { DatabasePublicationStore } from '../database/DatabasePublicationStore';
import { Changes } from './Changes';
import { PublicationTasks } from './PublicationTasks';

const databases = createTestDatabases();
const ANALYSIS = '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11';
const PUBLICATION = '00000000-0000-4000-8000-000000000001';

/** The back end died after it had written the publication and before it had noted the task. */
async function setUp(options: {
  orphanMs: number;
  completed?: boolean;
  dryRun?: boolean;
}) {
  const db = await connectDatabase(
    mockServices.database({ knex: await databases.init(POSTGRES) }),
  );
  const analyses = new DatabaseAnalysisStore({ db });
  const store = new DatabasePublicationStore({ db });
  const scaffolder = new FakeScaffolder();
  await analyses.create(
    {
      id: ANALYSIS,
      createdBy: 'user:default/mock',
      name: 'shop',
      owner: 'user:default/mock',
      inputKind: 'text',
      inputText: 'A web shop.',
      inputHash: '0'.repeat(64),
      analyzerId: 'embedded',
      analyzerTitle: 'Fake',
      analyzerVersion: '1',
    },
    { underWayMs: 0 },
    async () => {},
  );
  if (options.completed ?? true) {
    await analyses.startAttempt(ANALYSIS);
    await analyses.complete(ANALYSIS, 1, { name: 'shop', model: shopModel() });
  }
  await store.open(
    {
      id: PUBLICATION,
      analysisId: ANALYSIS,
      owner: 'acme',
      repo: 'shop',
      visibility: 'private',
      dryRun: options.dryRun ?? false,
      createOnly: false,
      createdBy: 'user:default/mock',
    },
    async () => {},
  );
  const logger = mockServices.logger.mock();
  const tasks = new PublicationTasks({
    store,
    analyses,
    scaffolder: scaffolder.service,
    auth: mockServices.auth(),
    changes: new Changes(),
    logger,
    onPullRequest: async () => {},
    orphanMs: options.orphanMs,
  });
  const startTask = (values: object) =>
    scaffolder.service.scaffold(
      {
        templateRef: 'template:default/infra-ai-publish',
        values: {
          analysisId: ANALYSIS,
          owner: 'acme',
          repo: 'shop',
          ...values,
        },
      },
      { credentials: { principal: undefined } as any },
    );
  return { store, scaffolder, tasks, startTask, logger };
}

describe('PublicationTasks', () => {
  it('finds the task of a publication whose back end died', async () => {
    const { tasks, store, scaffolder, startTask } = await setUp({
      orphanMs: 0,
    });
    await startTask({ repo: 'other' });
    await startTask({});
    expect(await tasks.watch(PUBLICATION)).toBe(false);
    expect(await store.get(PUBLICATION)).toMatchObject({
      state: 'running',
      taskId: 'task-2',
    });
    scaffolder.complete(1);
    expect(await tasks.watch(PUBLICATION)).toBe(true);
    expect(await store.get(PUBLICATION)).toMatchObject({ state: 'completed' });
  });

  it('ends a publication that never began', async () => {
    const { tasks, store } = await setUp({ orphanMs: 0 });
    expect(await tasks.watch(PUBLICATION)).toBe(true);
    expect(await store.get(PUBLICATION)).toMatchObject({
      state: 'failed',
      error: {
        message: expect.stringMatching(/stopped before/),
        hint: expect.stringMatching(/Publish again/),
      },
    });
    // The task was only slow to be noted.
    await store.setTask(PUBLICATION, 'task-9');
    expect(await store.get(PUBLICATION)).toMatchObject({
      state: 'running',
      error: undefined,
    });
  });

  it('leaves time to begin, and waits for the analysis', async () => {
    const soon = await setUp({ orphanMs: 60_000 });
    expect(await soon.tasks.watch(PUBLICATION)).toBe(false);
    const early = await setUp({ orphanMs: 0, completed: false });
    expect(await early.tasks.watch(PUBLICATION)).toBe(false);
  });

  it('changes nothing while the scaffolder does not answer', async () => {
    const { tasks, store, scaffolder, logger } = await setUp({ orphanMs: 0 });
    await store.setTask(PUBLICATION, 'task-1');
    scaffolder.service.getTask = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    expect(await tasks.watch(PUBLICATION)).toBe(false);
    expect(await store.get(PUBLICATION)).toMatchObject({ state: 'running' });
    expect(logger.warn).toHaveBeenCalled();
  });

  it('takes what is missing in a task’s output as missing', async () => {
    const { tasks, store, scaffolder, startTask } = await setUp({
      orphanMs: 60_000,
    });
    const { taskId } = await startTask({});
    await store.setTask(PUBLICATION, taskId);
    scaffolder.complete(0, { repositoryUrl: 7, links: [] });
    expect(await tasks.watch(PUBLICATION)).toBe(true);
    const publication = await store.get(PUBLICATION);
    expect(publication).toMatchObject({ state: 'completed', entityRefs: [] });
    expect(publication?.repositoryUrl).toBeUndefined();
  });

  it('ends a dry run whose back end died', async () => {
    const { tasks, store } = await setUp({ orphanMs: 0, dryRun: true });
    expect(await tasks.watch(PUBLICATION)).toBe(true);
    expect(await store.get(PUBLICATION)).toMatchObject({ state: 'failed' });
  });

  it('has nothing to watch once the analysis is deleted', async () => {
    const { tasks } = await setUp({ orphanMs: 0 });
    expect(await tasks.watch('00000000-0000-4000-8000-00000000dead')).toBe(
      true,
    );
  });
});
