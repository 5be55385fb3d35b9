import type {
  Analysis,
  AnalysisEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { FakeInfraAiApi } from '../__testUtils__';
import { followAnalysis } from './followAnalysis';

/** Breaks each stream after its first event, as a proxy with a short time limit does. */
class BrokenStreamApi extends FakeInfraAiApi {
  readonly resumedAt: Array<number | undefined> = [];

  async *watchAnalysis(
    id: string,
    options: { signal?: AbortSignal; after?: number } = {},
  ): AsyncGenerator<AnalysisEvent> {
    this.resumedAt.push(options.after);
    for await (const event of super.watchAnalysis(id, options)) {
      yield event;
      if (this.resumedAt.length < 3) {
        throw new TypeError('network error');
      }
    }
  }
}

describe('followAnalysis', () => {
  it('resumes a broken stream behind the last event', async () => {
    const api = new BrokenStreamApi({ stepTime: 1 });
    const { id } = await api.startTextAnalysis({ description: 'A shop' });
    const events: number[] = [];
    const connected: boolean[] = [];
    let last: Analysis | undefined;
    await followAnalysis(api, id, new AbortController().signal, {
      onAnalysis: analysis => {
        last = analysis;
      },
      onEvent: event => events.push(event.id),
      onConnection: state => connected.push(state),
    });
    expect(api.resumedAt).toEqual([undefined, 1, 2]);
    expect(events).toEqual([1, 2, 3, 4, 5, 6]);
    expect(connected.filter(state => !state)).toHaveLength(2);
    expect(last?.state).toBe('completed');
  });

  it('throws what the first load threw', async () => {
    await expect(
      followAnalysis(
        new FakeInfraAiApi(),
        'gone',
        new AbortController().signal,
        {
          onAnalysis: () => {},
          onEvent: () => {},
          onConnection: () => {},
        },
      ),
    ).rejects.toMatchObject({ cause: { message: 'There is no "gone"' } });
  });
});
