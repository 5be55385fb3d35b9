import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';
import { StatusError } from '../services/problems';

/** Reads a JSON body of limited size; `tooLarge` makes the error for a larger one. */
export function jsonBody(
  maxBytes: number,
  tooLarge: () => Error = () =>
    new StatusError(413, 'InputError', 'The request is too long.'),
): RequestHandler {
  const readJson = express.json({ limit: maxBytes });
  return (req, res, next) =>
    readJson(req, res, (error?: any) => {
      if (error?.type === 'entity.too.large') {
        next(tooLarge());
      } else if (error?.status === 400) {
        next(new InputError('The body of the request is not valid JSON.'));
      } else {
        next(error);
      }
    });
}
