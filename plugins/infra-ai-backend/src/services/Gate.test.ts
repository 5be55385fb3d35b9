import { Gate } from './Gate';

const NEVER = new AbortController().signal;

describe('Gate', () => {
  it('lets few through at once, in the order they came', async () => {
    const gate = new Gate({ places: 2, waitMs: 60_000 });
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    await Promise.all(
      [1, 2, 3, 4, 5].map(id =>
        gate.pass(NEVER, async () => {
          order.push(id);
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside--;
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('gives the place back when the work fails', async () => {
    const gate = new Gate({ places: 1, waitMs: 60_000 });
    await expect(
      gate.pass(NEVER, async () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    await expect(gate.pass(NEVER, async () => 'in')).resolves.toBe('in');
  });

  it('sends away who waits too long, or gives up', async () => {
    const gate = new Gate({ places: 1, waitMs: 50 });
    let leave = () => {};
    const first = gate.pass(
      NEVER,
      () =>
        new Promise<void>(resolve => {
          leave = resolve;
        }),
    );
    const giving = new AbortController();
    const second = gate.pass(giving.signal, async () => 'in');
    const third = gate.pass(NEVER, async () => 'in');
    giving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await expect(third).rejects.toMatchObject({
      statusCode: 503,
      message: expect.stringMatching(/again in a few seconds/),
    });
    leave();
    await first;
    await expect(gate.pass(NEVER, async () => 'in')).resolves.toBe('in');
  });
});
