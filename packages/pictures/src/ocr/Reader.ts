import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { PictureError } from '../intake/PictureError';
import {
  READER_ROLE,
  readerFile,
  type ReadAnswer,
  type ReadRequest,
} from './readerProcess';
import type { RecognizedText, TextEngine } from './types';

/** Of JavaScript; the models and their tensors count on top of it. */
const MAX_HEAP_MB = 512;

/** A process that ended without an answer. */
export class ReaderEnded extends Error {
  /** Whether that was wanted here. */
  readonly closed: boolean;

  constructor(how: string, closed: boolean) {
    super(
      `The process that reads text in pictures ended with ${how}. Try again.`,
    );
    this.name = 'ReaderEnded';
    this.closed = closed;
  }
}

/**
 * A process that reads pictures, one after the other. Not a thread: the native runtime aborts the whole process when a
 * thread ends in the midst of its work, while a process can always be killed, and what it crashes of is its own.
 */
export class Reader {
  readonly #child: ChildProcess;
  #onEnd?: () => void;
  #killed = false;

  constructor(engine?: TextEngine) {
    this.#child = start(engine);
    // Whoever waits for an answer listens too; at rest an error that nobody listens to would be thrown.
    this.#child.on('error', () => {});
  }

  get alive(): boolean {
    const { exitCode, signalCode, connected } = this.#child;
    return exitCode === null && signalCode === null && connected;
  }

  /**
   * @throws PictureError, the signal's reason, or what the process failed of. It is not to be used after that.
   */
  async read(
    bytes: Uint8Array,
    { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<RecognizedText> {
    signal?.throwIfAborted();
    const child = this.#child;
    if (this.#onEnd) {
      child.off('exit', this.#onEnd);
    }
    child.ref();
    child.channel?.ref();
    const done = new AbortController();
    const text = new Promise<RecognizedText>((resolve, reject) => {
      const onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { signal: done.signal });
      const timer = setTimeout(() => reject(tooLong(timeoutMs)), timeoutMs);
      const onExit = (code: number | null, killedBy: string | null) =>
        reject(new ReaderEnded(killedBy ?? `code ${code}`, this.#killed));
      const onMessage = (message: unknown) => {
        const answer = message as ReadAnswer;
        switch (answer.type) {
          case 'text':
            resolve(answer.text);
            break;
          case 'picture':
            reject(new PictureError(answer.status, answer.message));
            break;
          case 'error':
            reject(
              Object.assign(new Error(answer.message), { name: answer.name }),
            );
            break;
          default:
          // In a checkout the CLI's loader tells which files it loads, for its watcher.
        }
      };
      const onError = (error: Error) =>
        reject(new ReaderEnded(`"${error.message}"`, this.#killed));
      child.on('error', onError).on('exit', onExit).on('message', onMessage);
      done.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        child.off('error', onError).off('exit', onExit);
        child.off('message', onMessage);
      });
      const request: ReadRequest = { bytes };
      child.send(request, error => error && onError(error));
    });
    try {
      return await text;
    } finally {
      done.abort();
    }
  }

  /** Lets the process that started it end. */
  rest(onEnd: () => void): void {
    this.#onEnd = onEnd;
    this.#child.once('exit', onEnd);
    this.#child.unref();
    this.#child.channel?.unref();
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }
}

function start(engine?: TextEngine): ChildProcess {
  const { SystemRoot } = process.env;
  return fork(readerFile, [READER_ROLE, ...(engine ? [engine] : [])], {
    // Pictures pass as bytes.
    serialization: 'advanced',
    // What reads a stranger's bytes needs neither the configuration nor the secrets of its parent (Windows needs this).
    env: SystemRoot ? { SystemRoot } : {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [
      `--max-old-space-size=${MAX_HEAP_MB}`,
      // In a checkout the sources are TypeScript, which the CLI's loader reads; a published package is JavaScript.
      ...(readerFile.endsWith('.ts')
        ? [
            '--require',
            createRequire(readerFile).resolve(
              '@backstage/cli/config/nodeTransform.cjs',
            ),
          ]
        : []),
    ],
  });
}

function tooLong(timeoutMs: number): Error {
  return new Error(
    `The text of the picture was not read within ${
      timeoutMs / 1000
    } seconds. Try a smaller part of it.`,
  );
}
