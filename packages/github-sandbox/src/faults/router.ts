import express, { Request } from 'express';
import Router from 'express-promise-router';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { FaultSpec } from './FaultRegistry';

/** `/_sandbox`: faults, the request journal, webhook deliveries, health. */
export function createSandboxRouter(context: SandboxContext) {
  const router = Router();
  // Only JSON: a page of another origin cannot send it without a preflight.
  router.use(express.json({ limit: '1mb' }));

  router.get('/health', (_req, res) => {
    res.json({
      status: 'ok',
      accounts: context.store.listAccounts().length,
      repositories: context.store.listRepositories().length,
    });
  });

  router.get('/faults', (_req, res) => {
    res.json({ faults: context.faults.list() });
  });

  router.post('/faults', (req, res) => {
    const spec = readFault(req);
    try {
      res.status(201).json(context.faults.add(spec));
    } catch (error) {
      throw new GitHubError(422, (error as Error).message);
    }
  });

  router.delete('/faults', (_req, res) => {
    context.faults.clear();
    res.status(204).end();
  });

  router.get('/requests', (_req, res) => {
    res.json({
      counts: context.journal.counts(),
      requests: context.journal.list(),
    });
  });

  router.delete('/requests', (_req, res) => {
    context.journal.clear();
    res.status(204).end();
  });

  router.get('/deliveries', (_req, res) => {
    res.json({ deliveries: context.webhooks.deliveries() });
  });

  return router;
}

type Check = (value: unknown) => boolean;

const isString: Check = value => typeof value === 'string';
const isObject: Check = value => typeof value === 'object' && value !== null;
const isCount: Check = value => Number.isInteger(value) && Number(value) >= 0;

const FIELDS: Record<keyof FaultSpec, Check> = {
  match: isObject,
  status: value =>
    isCount(value) && Number(value) >= 400 && Number(value) < 600,
  body: () => true,
  headers: isObject,
  latencyMs: isCount,
  dropAfterEffect: value => typeof value === 'boolean',
  hideCreatedForMs: isCount,
  times: value => isCount(value) && Number(value) > 0,
};

function readFault(req: Request): FaultSpec {
  if (!req.is('application/json')) {
    throw new GitHubError(415, 'Send the fault as application/json');
  }
  const body = (req.body ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    const check = FIELDS[name as keyof FaultSpec];
    if (!check?.(value)) {
      throw new GitHubError(
        422,
        `${name}: not a field of a fault, or not a value for it`,
      );
    }
  }
  const { method, path } = (body.match ?? {}) as Record<string, unknown>;
  if ([method, path].some(item => item !== undefined && !isString(item))) {
    throw new GitHubError(422, 'match.method and match.path are strings');
  }
  return body as FaultSpec;
}
