import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from '@infra-ai/analysis';
import { DRAWN_NAMES, drawnPicture } from '../probe/pictures';
import { judge } from './analyses';
import { runPart } from './part';

describe('runPart', () => {
  it('says what a part found, or why it failed', async () => {
    const ok = {
      name: 'a',
      limitSeconds: 5,
      run: async () => ({ detail: '3 files' }),
    };
    expect(await runPart(ok)).toMatchObject({
      status: 'ok',
      detail: '3 files',
    });
    expect(
      await runPart({
        ...ok,
        run: async () => {
          throw new Error('It is\nbroken');
        },
      }),
    ).toMatchObject({ status: 'failed', detail: 'It is broken' });
  });

  it('stops a part that takes too long', async () => {
    let stopped: unknown;
    const result = await runPart({
      name: 'endless',
      limitSeconds: 0.05,
      run: signal =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            stopped = signal.reason;
          });
        }),
    });
    expect(result).toMatchObject({
      status: 'failed',
      detail: 'no result within 0.05 s',
    });
    expect(stopped).toBeInstanceOf(Error);
  });
});

describe('judge', () => {
  const analyzed = async (): Promise<Analysis> =>
    ({
      state: 'completed',
      analyzer: { id: 'embedded' },
      model: await analyze({
        kind: 'image',
        bytes: Buffer.from(drawnPicture('check')),
        mediaType: 'image/svg+xml',
        width: 560,
        height: 120,
      }),
    } as unknown as Analysis);

  it('counts what was found in our picture', async () => {
    expect(judge(await analyzed(), DRAWN_NAMES)).toBe(
      '3 elements and 2 relations by embedded',
    );
  });

  it('fails when something was not found, or nothing is related', async () => {
    const analysis = await analyzed();
    expect(() => judge(analysis, ['Kafka'])).toThrow('did not find Kafka');
    analysis.model!.relations = [];
    expect(() => judge(analysis, DRAWN_NAMES)).toThrow('found no relations');
    delete analysis.model;
    expect(() => judge(analysis, DRAWN_NAMES)).toThrow('completed: no reason');
  });
});
