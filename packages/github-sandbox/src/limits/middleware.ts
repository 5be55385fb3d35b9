import { NextFunction, Request, Response } from 'express';
import { SandboxContext } from '../context';
import { locals } from '../rest/request';
import { RateResource } from './RateLimiter';

const CREATES = new Set(['POST', 'PUT', 'PATCH']);

/** Counts a request against the limits and tells them in the headers. */
export function createLimitMiddleware(
  context: SandboxContext,
  resource: RateResource,
) {
  return (req: Request, res: Response, next: NextFunction) => {
    const login = locals(res).viewer?.login;
    try {
      if (req.path !== '/rate_limit') {
        context.limiter.consume(login, resource);
      }
    } finally {
      setHeaders(context, res, login, resource);
    }
    // GraphQL: only once it is known that the document is a mutation.
    if (resource === 'core' && login && CREATES.has(req.method)) {
      context.limiter.consumeContent(login);
    }
    next();
  };
}

function setHeaders(
  context: SandboxContext,
  res: Response,
  login: string | undefined,
  resource: RateResource,
): void {
  const status = context.limiter.status(login, resource);
  res.setHeader('x-ratelimit-limit', status.limit);
  res.setHeader('x-ratelimit-remaining', status.remaining);
  res.setHeader('x-ratelimit-used', status.used);
  res.setHeader('x-ratelimit-reset', status.reset);
  res.setHeader('x-ratelimit-resource', resource);
}
