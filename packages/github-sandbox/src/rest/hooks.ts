import Router from 'express-promise-router';
import { administrableRepository } from '../auth';
import { SandboxContext, timestamp } from '../context';
import { notFound, validationFailed } from '../errors';
import { RepositoryHook, RepositoryRecord } from '../types';
import { Fields, jsonBody, locals, paginate } from './request';

/** Webhooks of a repository. */
export function createHooksRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/hooks';

  router.get(base, (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    res.json(
      paginate(context, req, res, record.hooks).map(hook =>
        hookBody(context, record, hook),
      ),
    );
  });

  router.post(base, async (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    const fields = new Fields(jsonBody(req), 'Hook');
    const config = new Fields(fields.object('config') ?? {}, 'Hook');
    const url = config.string('url');
    if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw validationFailed([
        {
          resource: 'Hook',
          code: 'custom',
          field: 'url',
          message: 'url is not a valid URL',
        },
      ]);
    }
    if (record.hooks.some(hook => hook.url === url)) {
      throw validationFailed([
        {
          resource: 'Hook',
          code: 'custom',
          message: 'Hook already exists on this repository',
        },
      ]);
    }
    const now = timestamp(context);
    const hook: RepositoryHook = {
      id: await context.store.allocateId(),
      url,
      secret: config.string('secret'),
      contentType: config.string('content_type') ?? 'form',
      insecureSsl: config.string('insecure_ssl') ?? '0',
      events: fields.strings('events') ?? ['push'],
      active: fields.boolean('active') ?? true,
      createdAt: now,
      updatedAt: now,
    };
    record.hooks.push(hook);
    await context.store.saveRepository(record);
    res.status(201).json(hookBody(context, record, hook));
  });

  router.get(`${base}/:id`, (req, res) => {
    const { owner, repo, id } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    res.json(hookBody(context, record, findHook(record, id)));
  });

  router.delete(`${base}/:id`, async (req, res) => {
    const { owner, repo, id } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    const found = findHook(record, id);
    record.hooks = record.hooks.filter(hook => hook !== found);
    await context.store.saveRepository(record);
    res.status(204).end();
  });

  return router;
}

function findHook(record: RepositoryRecord, id: string): RepositoryHook {
  const found = record.hooks.find(hook => String(hook.id) === id);
  if (!found) {
    throw notFound();
  }
  return found;
}

function hookBody(
  context: SandboxContext,
  record: RepositoryRecord,
  hook: RepositoryHook,
) {
  const url = `${context.urls.repositoryApi(record)}/hooks/${hook.id}`;
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: {
      url: hook.url,
      content_type: hook.contentType,
      insecure_ssl: hook.insecureSsl,
      ...(hook.secret && { secret: '********' }),
    },
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: 'unused', message: null },
  };
}
