import type { RequestHandler } from 'express';

const LINGER_MS = 2_000;

/**
 * Ends the connection of a caller who goes on sending a body after the answer. Closing at once would reset the
 * connection and might take the answer with it (https://www.rfc-editor.org/rfc/rfc9112#section-9.6), so what comes is
 * thrown away for a moment first.
 */
export function closeUnread(lingerMs = LINGER_MS): RequestHandler {
  return (req, res, next) => {
    res.once('finish', () => {
      if (req.complete) {
        return;
      }
      req.resume();
      const timer = setTimeout(() => req.socket.destroy(), lingerMs);
      req.once('close', () => clearTimeout(timer));
      req.once('end', () => clearTimeout(timer));
    });
    next();
  };
}
