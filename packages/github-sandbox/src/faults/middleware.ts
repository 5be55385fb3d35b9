import { setTimeout as delay } from 'node:timers/promises';
import { NextFunction, Request, Response } from 'express';
import { SandboxContext } from '../context';
import { locals } from '../rest/request';

/** Paths of the smart HTTP protocol. */
const GIT = /\.git\/(?:info\/refs|git-(?:upload|receive)-pack)$/;

/** Makes go wrong what a test asked to go wrong. */
export function createFaultMiddleware(context: SandboxContext) {
  return async (req: Request, res: Response, next: NextFunction) => {
    const fault = context.faults.take(req.method, req.originalUrl);
    if (!fault) {
      next();
      return;
    }
    if (fault.latencyMs) {
      await delay(fault.latencyMs);
    }
    if (fault.status !== undefined) {
      for (const [name, value] of Object.entries(fault.headers ?? {})) {
        res.setHeader(name, String(value));
      }
      const message = `Fault ${fault.id} of the sandbox`;
      res.status(fault.status);
      if (fault.body === undefined && GIT.test(req.path)) {
        // Git shows people what it is answered, so GitHub answers it in words.
        res.type('text/plain').send(message);
        return;
      }
      res.json(
        fault.body ?? {
          message,
          documentation_url: 'https://docs.github.com/rest',
          status: String(fault.status),
        },
      );
      return;
    }
    locals(res).hideCreatedForMs = fault.hideCreatedForMs;
    if (fault.dropAfterEffect) {
      dropAnswer(req, res);
    }
    next();
  };
}

/** Lets the handler do its work and closes the connection where it answers. */
function dropAnswer(req: Request, res: Response): void {
  const ignore = () => true;
  res.write = ignore as typeof res.write;
  res.writeHead = (() => res) as typeof res.writeHead;
  res.end = (() => {
    req.socket.destroy();
    return res;
  }) as typeof res.end;
}
