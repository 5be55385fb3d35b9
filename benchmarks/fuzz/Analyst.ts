import { fork, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { FuzzCase, Outcome } from './child';

/** An input that is not done by then is a hang; what is only slow ends before, on a busy machine too. */
const HANG_MS = 30_000;
/** Heap of the process; the largest input has 64 KB. */
const HEAP_MB = 512;

const ROOT = resolve(__dirname, '../..');

/** A process that analyzes; another takes its place when an input breaks it. */
export class Analyst {
  #child?: ChildProcess;

  /** @param warmUp - one input of each kind, analyzed first: what is loaded or compiled then is no input's cost */
  constructor(private readonly warmUp: FuzzCase[]) {}

  async analyze(input: FuzzCase): Promise<Outcome> {
    this.#child ??= await this.#start();
    return this.#ask({ input });
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    this.#child = fork(join(__dirname, 'child.ts'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        `--max-old-space-size=${HEAP_MB}`,
        '--permission',
        `--allow-fs-read=${ROOT}/*`,
        '--allow-addons',
        '--allow-worker',
      ],
    });
    await answerOf(this.#child);
    for (const input of this.warmUp) await this.#ask({ input, warm: true });
    return this.#child;
  }

  async #ask(message: { input: FuzzCase; warm?: boolean }): Promise<Outcome> {
    const child = this.#child!;
    const timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
    child.send(message);
    const answer = await answerOf(child);
    clearTimeout(timer);
    if ('outcome' in answer) return answer.outcome;
    this.#child = undefined;
    const isHang = answer.ended === 'SIGKILL';
    return {
      milliseconds: isHang ? HANG_MS : 0,
      megabytes: 0,
      error: isHang
        ? `Not done after ${HANG_MS / 1000} seconds.`
        : `Its process ended (${answer.ended}), as it does when ${HEAP_MB} MB are not enough.`,
    };
  }
}

/** What a process answers next, or how it ended instead. */
async function answerOf(
  child: ChildProcess,
): Promise<{ outcome: Outcome } | { ended: string | number }> {
  return new Promise(done => {
    const onExit = (code: number | null, signal: string | null) => {
      child.off('message', onMessage);
      done({ ended: signal ?? code ?? 0 });
    };
    // The loader of TypeScript sends messages of its own.
    const onMessage = (message: { outcome: Outcome }) => {
      if (!('outcome' in message)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      done(message);
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
