import type { Response } from 'express';
import type { Gate } from '../services/Gate';

const RETRY_AFTER_SECONDS = 5;

/** Takes an upload in once the gate has a place; the 503 of one that waited in vain says when to come again. */
export async function passUpload<T>(
  gate: Gate,
  res: Response,
  signal: AbortSignal,
  upload: () => Promise<T>,
): Promise<T> {
  return gate.pass(signal, upload).catch(error => {
    if (error.statusCode === 503) {
      res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    }
    throw error;
  });
}
