import { Response } from 'express';
import Router from 'express-promise-router';
import { readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { listRefs } from '../git/refs';
import { GitObject, readCommit, readObject } from '../git/objects';
import { isObjectId } from '../names';
import { locals } from '../rest/request';
import { RepositoryRecord } from '../types';

/** `/raw/<owner>/<repo>/<ref>/<path>`, as raw.githubusercontent.com has it. */
export function createRawRouter(context: SandboxContext) {
  const router = Router();
  router.get('/:owner/:repo/*', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const rest = (req.params as Record<string, string>)[0];
    const found = await resolvePath(context, record, rest);
    sendRaw(res, found.object);
  });
  return router;
}

export interface ResolvedPath {
  /** Branch, tag or sha as the address had it. */
  ref: string;
  commit: string;
  path: string;
  object: GitObject;
}

/**
 * Splits `<ref>/<path>`, where the ref may hold slashes: the longest branch or
 * tag that fits wins.
 *
 * @throws GitHubError 404
 */
export async function resolvePath(
  context: SandboxContext,
  record: RepositoryRecord,
  rest: string,
): Promise<ResolvedPath> {
  const gitDir = context.store.gitDir(record);
  const text = rest.replace(/^refs\/(heads|tags)\//, '');
  const names = [...(await listRefs(gitDir)).keys()]
    .map(ref => ref.replace(/^refs\/(heads|tags)\//, ''))
    .filter(name => text === name || text.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length);
  const first = text.split('/')[0];
  const ref =
    names[0] ?? (isObjectId(first) || first === 'HEAD' ? first : undefined);
  const commit = ref && (await readCommit(gitDir, ref));
  if (!ref || !commit) {
    throw notFound();
  }
  const path = text.slice(ref.length + 1).replace(/\/+$/, '');
  const object = await readObject(gitDir, `${commit.oid}:${path}`);
  if (!object) {
    throw notFound();
  }
  return { ref, commit: commit.oid, path, object };
}

/** Sends a file so that a browser never runs it. */
export function sendRaw(res: Response, object: GitObject): void {
  if (object.type !== 'blob') {
    throw notFound();
  }
  const isBinary = object.content.subarray(0, 8000).includes(0);
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader('etag', `"${object.oid}"`);
  res.type(isBinary ? 'application/octet-stream' : 'text/plain; charset=utf-8');
  res.end(object.content);
}
