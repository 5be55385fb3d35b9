import { sharp } from '../intake/libvips';
import { PictureError } from '../intake/PictureError';
import { loadEngine } from './engine';
import { readText } from './readText';
import type { RecognizedText, TextEngine } from './types';

/** What a process is asked. */
export interface ReadRequest {
  bytes: Uint8Array;
}

/** What it answers. */
export type ReadAnswer =
  | { type: 'text'; text: RecognizedText }
  | { type: 'picture'; status: PictureError['status']; message: string }
  | { type: 'error'; name: string; message: string };

/** The first argument, which tells such a process from others that load this module. */
export const READER_ROLE = 'infra-ai-text-reader';

/** This file, which is also what the process runs: a build emits only files that something imports. */
export const readerFile = __filename;

const [role, kind] = process.argv.slice(2);
if (process.send && role === READER_ROLE) {
  serve(process.send.bind(process), kind as TextEngine | undefined);
}

function serve(
  send: (answer: ReadAnswer) => void,
  kindOfEngine: TextEngine | undefined,
): void {
  // The back end is gone. Not an orderly exit, for which the native runtime would have to be idle.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  sharp.concurrency(1);
  const engine = loadEngine(kindOfEngine);
  // Whoever asks is told.
  engine.catch(() => {});
  process.on('message', async ({ bytes }: ReadRequest) => {
    try {
      send({ type: 'text', text: await readText(bytes, await engine) });
    } catch (error) {
      const { name, message } = error as Error;
      send(
        error instanceof PictureError
          ? { type: 'picture', status: error.status, message }
          : { type: 'error', name, message },
      );
    }
  });
}
