import { randomBytes } from 'node:crypto';
import express, { NextFunction, Request, Response } from 'express';
import { authenticate, GUEST } from './auth';
import { SandboxContext } from './context';
import { GitHubError } from './errors';
import { RequestKind } from './faults/RequestJournal';
import { isGitRequest } from './git/smartHttp';
import { locals } from './rest/request';
import { Viewer } from './types';

/** Which of GitHub's front doors a request knocks at. */
export function kindOf(req: Request): RequestKind {
  if (req.path.startsWith('/api/graphql')) {
    return 'graphql';
  }
  if (req.path.startsWith('/api/')) {
    return 'rest';
  }
  if (isGitRequest(req)) {
    return 'git';
  }
  return req.path.startsWith('/raw/') ? 'raw' : 'web';
}

/** Headers of every answer, and the id that logs and errors refer to. */
export function identify(_req: Request, res: Response, next: NextFunction) {
  const id = randomBytes(16).toString('hex').toUpperCase();
  locals(res).requestId = id;
  res.setHeader('x-github-request-id', id);
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('server', 'github-sandbox');
  next();
}

/**
 * Refuses writes from pages of other origins. Any token is good here, so the
 * browser of a developer must not become the way in.
 */
export function refuseForeignOrigins(context: SandboxContext) {
  const own = new Set(
    [context.urls.base].flatMap(base => {
      const { protocol, port, origin } = new URL(base);
      const suffix = port ? `:${port}` : '';
      return [
        origin,
        `${protocol}//localhost${suffix}`,
        `${protocol}//127.0.0.1${suffix}`,
      ];
    }),
  );
  return (req: Request, _res: Response, next: NextFunction) => {
    const { origin } = req.headers;
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (!reads && origin !== undefined && !own.has(origin)) {
      throw new GitHubError(403, 'Requests from other origins are refused');
    }
    next();
  };
}

/** Writes the request into the journal. */
export function recordRequest(context: SandboxContext) {
  return (req: Request, res: Response, next: NextFunction) => {
    const startedAt = process.hrtime.bigint();
    const entry = context.journal.add({
      id: locals(res).requestId,
      at: new Date(context.clock()).toISOString(),
      kind: kindOf(req),
      method: req.method,
      path: req.originalUrl,
    });
    res.on('close', () => {
      const elapsed = process.hrtime.bigint() - startedAt;
      entry.durationMs = Number(elapsed / 1000n) / 1000;
      entry.user = locals(res).viewer?.login;
      if (entry.kind === 'graphql') {
        entry.operation = operationOf(req.body);
      }
      if (res.writableFinished) {
        entry.status = res.statusCode;
      } else {
        entry.dropped = true;
      }
    });
    next();
  };
}

/** Name of the operation, or the first field that the document asks for. */
function operationOf(body: unknown): string | undefined {
  if (!Buffer.isBuffer(body)) {
    return undefined;
  }
  const text = body.toString('utf8', 0, 2000);
  return (
    /\b(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ??
    /\{\s*(?:\\n\s*)*(\w+)/.exec(text.replace(/^.*?"query"\s*:\s*"/s, ''))?.[1]
  );
}

/** Finds out who asks. Pages are shown as to the guest. */
export function identifyViewer(context: SandboxContext) {
  return (req: Request, res: Response, next: NextFunction) => {
    let viewer: Viewer = authenticate(context, req);
    if (!viewer && kindOf(req) === 'web') {
      const guest = context.store.getAccount(GUEST);
      viewer = guest?.type === 'User' ? guest : undefined;
    }
    locals(res).viewer = viewer;
    next();
  };
}

/** Puts the body, as it came, into `req.body`. */
export function readBody(context: SandboxContext) {
  const readJsonBytes = express.raw({
    type: () => true,
    limit: context.maxJsonBytes,
  });
  return (req: Request, res: Response, next: NextFunction) => {
    if (kindOf(req) === 'git') {
      readGitBody(req, context.maxPushBytes).then(body => {
        req.body = body;
        next();
      }, next);
    } else if (kindOf(req) === 'web') {
      express.urlencoded({ extended: false, limit: '2mb' })(req, res, next);
    } else {
      readJsonBytes(req, res, next);
    }
  };
}

/** git unpacks a gzipped body itself, so it is passed on as it is. */
async function readGitBody(req: Request, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += chunk.length;
    if (bytes > limit) {
      throw new GitHubError(413, `The push exceeds ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
