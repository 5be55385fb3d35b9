import Router from 'express-promise-router';
import { readableRepository, requireViewer, writableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { readObject } from '../git/objects';
import { listRefs } from '../git/refs';
import { isValidRefName } from '../names';
import { createRef, moveRef, removeRef } from '../operations/refs';
import { refNodeId } from '../serialize/nodeIds';
import { RepositoryRecord } from '../types';
import { encodePath } from '../urls';
import { assertNotEmpty } from './gitData';
import { Fields, jsonBody, locals, paginate } from './request';

/** Refs of the git data API. */
export function createRefsRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/git';
  const rest = (params: unknown) => (params as Record<string, string>)[0];

  router.get([`${base}/ref/*`, `${base}/refs/*`], async (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = readableRepository(context, viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    await assertNotEmpty(gitDir);
    const ref = `refs/${rest(req.params)}`;
    const oid = isValidRefName(ref)
      ? (await listRefs(gitDir, ref)).get(ref)
      : undefined;
    if (!oid) {
      throw notFound();
    }
    res.json(await refBody(context, record, ref, oid));
  });

  router.get([`${base}/matching-refs/*`, `${base}/refs`], async (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = readableRepository(context, viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    await assertNotEmpty(gitDir);
    const prefix = `refs/${rest(req.params) ?? ''}`;
    const matching = [...(await listRefs(gitDir))].filter(([ref]) =>
      ref.startsWith(prefix),
    );
    res.json(
      await Promise.all(
        paginate(context, req, res, matching).map(([ref, oid]) =>
          refBody(context, record, ref, oid),
        ),
      ),
    );
  });

  router.post(`${base}/refs`, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    await assertNotEmpty(context.store.gitDir(record));
    const fields = new Fields(jsonBody(req), 'Reference');
    const ref = fields.requiredString('ref');
    const sha = fields.requiredString('sha');
    await createRef(context, viewer, record, { ref, oid: sha });
    const body = await refBody(context, record, ref, sha);
    res.status(201).location(body.url).json(body);
  });

  router.patch(`${base}/refs/*`, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    await assertNotEmpty(context.store.gitDir(record));
    const fields = new Fields(jsonBody(req), 'Reference');
    const sha = fields.requiredString('sha');
    const force = fields.boolean('force') ?? false;
    const ref = `refs/${rest(req.params)}`;
    await moveRef(context, viewer, record, { ref, oid: sha, force });
    res.json(await refBody(context, record, ref, sha));
  });

  router.delete(`${base}/refs/*`, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const ref = `refs/${rest(req.params)}`;
    await removeRef(context, viewer, record, ref);
    res.status(204).end();
  });

  return router;
}

async function refBody(
  context: SandboxContext,
  record: RepositoryRecord,
  ref: string,
  oid: string,
) {
  const api = `${context.urls.repositoryApi(record)}/git`;
  const object = await readObject(context.store.gitDir(record), oid);
  const type = object?.type ?? 'commit';
  return {
    ref,
    node_id: refNodeId(record, ref),
    url: `${api}/${encodePath(ref)}`,
    object: { sha: oid, type, url: `${api}/${type}s/${oid}` },
  };
}
