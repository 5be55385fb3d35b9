import { Gate } from './Gate';

describe('Gate', () => {
  it('lets no more through than it has places, and everyone in the end', async () => {
    const gate = new Gate(2);
    let inside = 0;
    let most = 0;
    const work = async (fails: boolean) => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
      if (fails) {
        throw new Error('failed');
      }
    };
    const results = await Promise.allSettled(
      Array.from({ length: 9 }, (_, i) =>
        gate.run(undefined, () => work(i % 3 === 0)),
      ),
    );
    expect(most).toBe(2);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(
      3,
    );
    await gate.run(undefined, () => work(false));
  });

  it('forgets whoever gives up waiting', async () => {
    const gate = new Gate(1);
    let leave: () => void;
    const first = gate.run(
      undefined,
      () => new Promise<void>(r => (leave = r)),
    );
    const controller = new AbortController();
    const work = jest.fn(async () => {});
    const second = gate.run(controller.signal, work);
    const third = gate.run(undefined, work);
    controller.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    leave!();
    await Promise.all([first, third]);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
