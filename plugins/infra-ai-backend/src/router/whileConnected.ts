import { InputError } from '@backstage/errors';
import type { Response } from 'express';

/** Aborts when the caller hangs up before the answer is out. */
export function whileConnected(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) {
      controller.abort(new InputError('The caller hung up.'));
    }
  });
  return controller.signal;
}
