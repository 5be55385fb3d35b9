import { NextFunction, Request, Response } from 'express';
import { SandboxContext } from './context';
import { GitHubError } from './errors';
import { kindOf } from './middleware';
import { locals } from './rest/request';
import { errorPage } from './web/errorPage';

/** Turns whatever was thrown into an answer of the right form. */
export function createErrorHandler(context: SandboxContext) {
  return (
    thrown: unknown,
    req: Request,
    res: Response,
    _next: NextFunction,
  ): void => {
    const error = toGitHubError(thrown);
    if (error.status >= 500) {
      const id = locals(res).requestId;
      const stack = thrown instanceof Error ? thrown.stack : String(thrown);
      context.log(`${req.method} ${req.originalUrl} (${id}): ${stack}`);
    }
    if (res.headersSent) {
      req.socket.destroy();
      return;
    }
    res.status(error.status);
    for (const [name, value] of Object.entries(error.headers)) {
      res.setHeader(name, value);
    }
    switch (kindOf(req)) {
      case 'git':
        if (error.status === 401) {
          res.setHeader('www-authenticate', 'Basic realm="GitHub"');
        }
        res.type('text/plain').send(`${error.message}\n`);
        break;
      case 'raw':
        res.type('text/plain').send(`${error.status}: ${error.message}`);
        break;
      case 'web':
        res.send(errorPage(context, error));
        break;
      default:
        res.json(error.toBody());
    }
  };
}

function toGitHubError(thrown: unknown): GitHubError {
  if (thrown instanceof GitHubError) {
    return thrown;
  }
  // Errors of express' parsers and router carry a status below 500.
  const status = (thrown as { status?: unknown })?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const message =
      status === 413 ? 'Payload too large' : (thrown as Error).message;
    return new GitHubError(status, message);
  }
  return new GitHubError(500, 'Server Error');
}
