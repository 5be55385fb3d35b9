import { mockServices } from '@backstage/backend-test-utils';
import type {
  Analysis,
  AnalysisEvent,
  InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { parse } from 'yaml';
import { shopAnalysis } from '../__testUtils__/analyses';
import { runAction } from '../__testUtils__/runAction';
import { InfraAi } from '../infraAi';
import { createAnalyzeAction } from './analyze';
import { examples } from './analyze.examples';

function progress(id: number, message: string): AnalysisEvent {
  return { id, at: '', type: 'progress', step: 'read', message };
}

async function* stream(
  events: AnalysisEvent[],
  error?: Error,
): AsyncGenerator<AnalysisEvent> {
  yield* events;
  if (error) {
    throw error;
  }
}

function createAction(client: Partial<InfraAiApi>) {
  return createAnalyzeAction({
    infraAi: new InfraAi({
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      client: {
        startTextAnalysis: async () => shopAnalysis({ state: 'queued' }),
        watchAnalysis: () => stream([]),
        getAnalysis: async () => shopAnalysis(),
        ...client,
      } as InfraAiApi,
    }),
  });
}

const INPUT = { description: 'orders uses orders-db' };

describe('infra-ai:analyze', () => {
  it("analyzes on the person's behalf, logs the progress and gives the result", async () => {
    const startTextAnalysis = jest.fn(async () =>
      shopAnalysis({ state: 'queued' }),
    );
    const { output, log } = await runAction(
      createAction({
        startTextAnalysis,
        watchAnalysis: () =>
          stream([progress(1, 'Reading'), progress(2, 'Relating')]),
      }),
      { input: { ...INPUT, owner: 'group:default/guests', name: '' } },
    );

    expect(output).toEqual({
      analysisId: 'analysis-1',
      name: 'shop',
      elementCount: 2,
      relationCount: 1,
    });
    expect(log).toEqual([
      'Reading',
      'Relating',
      'Embedded analyzer found 2 elements and 1 relations',
    ]);
    expect(startTextAnalysis).toHaveBeenCalledWith(
      { ...INPUT, owner: 'group:default/guests' },
      expect.objectContaining({
        token: expect.stringContaining('user:default/mock'),
      }),
    );
  });

  it('takes the progress up again where the connection broke', async () => {
    const watchAnalysis = jest
      .fn()
      .mockReturnValueOnce(stream([progress(1, 'Reading')], new Error('reset')))
      .mockReturnValueOnce(stream([progress(2, 'Relating')]));
    const states: Analysis['state'][] = ['running', 'completed'];
    const { log } = await runAction(
      createAction({
        watchAnalysis,
        getAnalysis: async () => shopAnalysis({ state: states.shift() }),
      }),
      { input: INPUT },
    );

    expect(log.slice(0, 2)).toEqual(['Reading', 'Relating']);
    expect(watchAnalysis.mock.calls[1][1]).toMatchObject({ after: 1 });
  });

  it('fails with the cause and the hint of the analysis', async () => {
    const action = createAction({
      getAnalysis: async () =>
        shopAnalysis({
          state: 'failed',
          error: {
            name: 'E',
            message: 'Nothing recognized',
            hint: 'Name the parts',
          },
        }),
    });

    await expect(runAction(action, { input: INPUT })).rejects.toThrow(
      'The analysis failed: Nothing recognized: Name the parts',
    );
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    const action = createAction({
      watchAnalysis: (_, options) =>
        (async function* wait() {
          controller.abort();
          options!.signal!.throwIfAborted();
        })() as AsyncGenerator<AnalysisEvent>,
    });

    await expect(
      runAction(action, { input: INPUT, signal: controller.signal }),
    ).rejects.toThrow(/abort/);
  });

  it('refuses an empty description', async () => {
    await expect(
      runAction(createAction({}), { input: { description: ' \n' } }),
    ).rejects.toThrow(/The description is empty/);
  });

  it('starts nothing in a dry run', async () => {
    const startTextAnalysis = jest.fn();
    const { log } = await runAction(createAction({ startTextAnalysis }), {
      input: INPUT,
      isDryRun: true,
    });

    expect(startTextAnalysis).not.toHaveBeenCalled();
    expect(log[0]).toMatch(/would analyze a description of 21 characters/);
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const { output } = await runAction(createAction({}), {
      input: parse(example).steps[0].input,
    });

    expect(output.analysisId).toBe('analysis-1');
  });
});
