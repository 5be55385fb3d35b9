import path from 'node:path';
import { NextFunction, Request, Response } from 'express';
import Router from 'express-promise-router';
import { permissionOf, readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { afterRefUpdates, refUpdates } from '../operations/events';
import { locals } from '../rest/request';
import { RepositoryRecord, UserAccount } from '../types';
import { runHttpBackend } from './httpBackend';
import { listRefs } from './refs';

const SERVICES = ['git-upload-pack', 'git-receive-pack'];

/** Whether a request belongs to git's smart HTTP protocol. */
export function isGitRequest(req: Request): boolean {
  return (
    /^\/[^/]+\/[^/]+\/(git-upload-pack|git-receive-pack)$/.test(req.path) ||
    (/^\/[^/]+\/[^/]+\/info\/refs$/.test(req.path) &&
      SERVICES.includes(String(req.query.service)))
  );
}

/** `git clone`, `git fetch` and `git push`. */
export function createSmartHttpRouter(context: SandboxContext) {
  const router = Router();

  router.use((req: Request, _res: Response, next: NextFunction) =>
    next(isGitRequest(req) ? undefined : 'router'),
  );

  router.get('/:owner/:repo/info/refs', async (req, res) => {
    const service = String(req.query.service);
    const record = authorize(context, req, res, service);
    await serve(context, req, res, record, 'info/refs', `service=${service}`);
    res.end();
  });

  router.post('/:owner/:repo/git-upload-pack', async (req, res) => {
    const record = authorize(context, req, res, 'git-upload-pack');
    await serve(context, req, res, record, 'git-upload-pack', '');
    res.end();
  });

  router.post('/:owner/:repo/git-receive-pack', async (req, res) => {
    const record = authorize(context, req, res, 'git-receive-pack');
    const sender = locals(res).viewer as UserAccount;
    // The answer ends only when the events are out and the metadata is
    // written: who has the answer sees its effect in every other API.
    await context.store.exclusively(record, async () => {
      const gitDir = context.store.gitDir(record);
      const before = await listRefs(gitDir);
      await serve(context, req, res, record, 'git-receive-pack', '');
      const updates = refUpdates(before, await listRefs(gitDir));
      await afterRefUpdates(context, record, sender, updates, before);
    });
    res.end();
  });

  return router;
}

function authorize(
  context: SandboxContext,
  req: Request,
  res: Response,
  service: string,
): RepositoryRecord {
  const { viewer } = locals(res);
  const push = service === 'git-receive-pack';
  try {
    const { owner, repo } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    if (push && !viewer) {
      throw new GitHubError(401, 'Requires authentication');
    }
    if (push && permissionOf(context, viewer, record) === 'READ') {
      throw new GitHubError(
        403,
        `Permission to ${owner}/${repo} denied to ${viewer?.login}.`,
      );
    }
    if (push && record.archived) {
      throw new GitHubError(
        403,
        'This repository was archived so it is read-only.',
      );
    }
    return record;
  } catch (error) {
    // Without credentials a hidden repository asks for them, as GitHub's does.
    if (!viewer && error instanceof GitHubError && error.status === 404) {
      throw new GitHubError(401, 'Repository not found.');
    }
    throw error;
  }
}

async function serve(
  context: SandboxContext,
  req: Request,
  res: Response,
  record: RepositoryRecord,
  endpoint: string,
  queryString: string,
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  await runHttpBackend(
    {
      projectRoot: path.dirname(gitDir),
      pathInfo: `/${path.basename(gitDir)}/${endpoint}`,
      method: req.method,
      queryString,
      contentType: req.headers['content-type'],
      contentEncoding: req.headers['content-encoding'],
      gitProtocol: req.headers['git-protocol'] as string | undefined,
      remoteUser: locals(res).viewer?.login,
      body: Buffer.isBuffer(req.body) ? req.body : undefined,
    },
    res,
  );
}
