import { Request, Response } from 'express';
import Router from 'express-promise-router';
import { readableRepository, requireViewer, writableRepository } from '../auth';
import { SandboxContext } from '../context';
import {
  emptyRepository,
  GitHubError,
  notFound,
  validationFailed,
} from '../errors';
import { listTree, readCommit, readObject, readObjects } from '../git/objects';
import { listRefs } from '../git/refs';
import { NewTreeEntry, writeBlob, writeCommit, writeTree } from '../git/write';
import { checkTreePath, isObjectId } from '../names';
import { identityOf } from '../operations/commits';
import { gitCommit } from '../serialize/commits';
import { objectNodeId } from '../serialize/nodeIds';
import { RepositoryRecord, UserAccount } from '../types';
import { isBase64 } from './contents';
import { Fields, jsonBody, locals, queryString } from './request';

const MODES = ['100644', '100755', '040000', '120000'];

/** Blobs, trees and commits of the git data API. */
export function createGitDataRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/git';

  router.get(`${base}/blobs/:sha`, async (req, res) => {
    const { record, gitDir } = await forReading(context, req, res);
    const blob = isObjectId(req.params.sha)
      ? await readObject(gitDir, req.params.sha)
      : undefined;
    if (blob?.type !== 'blob') {
      throw notFound();
    }
    if (/\braw\b/.test(req.headers.accept ?? '')) {
      res.type('application/vnd.github.raw; charset=utf-8').end(blob.content);
      return;
    }
    res.json({
      sha: blob.oid,
      node_id: objectNodeId('blob', record, blob.oid),
      size: blob.content.length,
      url: `${context.urls.repositoryApi(record)}/git/blobs/${blob.oid}`,
      content: blob.content.toString('base64').replace(/.{1,60}/g, '$&\n'),
      encoding: 'base64',
    });
  });

  router.post(`${base}/blobs`, async (req, res) => {
    const { record, gitDir } = await forWriting(context, req, res);
    const fields = new Fields(jsonBody(req), 'Blob');
    const content = fields.string('content') ?? '';
    const encoding =
      fields.oneOf('encoding', ['utf-8', 'base64'] as const) ?? 'utf-8';
    if (encoding === 'base64' && !isBase64(content)) {
      throw new GitHubError(422, 'content is not valid Base64');
    }
    const sha = await writeBlob(
      gitDir,
      Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
    );
    const url = `${context.urls.repositoryApi(record)}/git/blobs/${sha}`;
    res.status(201).location(url).json({ url, sha });
  });

  router.get(`${base}/trees/*`, async (req, res) => {
    const { record, gitDir } = await forReading(context, req, res);
    const name = (req.params as Record<string, string>)[0];
    const tree = await readObject(gitDir, `${name}^{tree}`);
    if (tree?.type !== 'tree') {
      throw notFound();
    }
    const recursive = queryString(req, 'recursive') !== undefined;
    res.json(await treeBody(context, record, tree.oid, recursive));
  });

  router.post(`${base}/trees`, async (req, res) => {
    const { record, gitDir } = await forWriting(context, req, res);
    const body = jsonBody(req);
    const fields = new Fields(body, 'Tree');
    const baseTree = fields.string('base_tree');
    const found =
      baseTree === undefined
        ? undefined
        : await readObject(gitDir, `${baseTree}^{tree}`);
    if (baseTree !== undefined && found?.type !== 'tree') {
      throw new GitHubError(422, 'base_tree is not a valid tree oid');
    }
    const entries = await newEntries(gitDir, body.tree);
    const sha = await writeTree(gitDir, entries, found?.oid);
    res.status(201).json(await treeBody(context, record, sha, false));
  });

  router.get(`${base}/commits/:sha`, async (req, res) => {
    const { record, gitDir } = await forReading(context, req, res);
    const commit = isObjectId(req.params.sha)
      ? await readCommit(gitDir, req.params.sha)
      : undefined;
    if (!commit) {
      throw notFound();
    }
    res.json(gitCommit(context, record, commit));
  });

  router.post(`${base}/commits`, async (req, res) => {
    const { record, gitDir, viewer } = await forWriting(context, req, res);
    const fields = new Fields(jsonBody(req), 'Commit');
    const message = fields.requiredString('message');
    const tree = fields.requiredString('tree');
    const parents = fields.strings('parents') ?? [];
    const objects = await readObjects(gitDir, [tree, ...parents]);
    if (!isObjectId(tree) || objects[0]?.type !== 'tree') {
      throw new GitHubError(422, 'Tree SHA does not exist');
    }
    if (
      parents.some(parent => !isObjectId(parent)) ||
      objects.slice(1).some(object => object?.type !== 'commit')
    ) {
      throw new GitHubError(
        422,
        'Parent SHA does not exist or is not a commit object',
      );
    }
    const author =
      signature(context, fields, 'author') ??
      identityOf(viewer, context.clock());
    const oid = await writeCommit(gitDir, {
      tree,
      parents,
      message,
      author,
      committer: signature(context, fields, 'committer') ?? author,
    });
    const commit = await readCommit(gitDir, oid);
    res.status(201).json(gitCommit(context, record, commit!));
  });

  return router;
}

function signature(context: SandboxContext, fields: Fields, name: string) {
  const value = fields.object(name);
  if (!value) {
    return undefined;
  }
  if (typeof value.name !== 'string' || typeof value.email !== 'string') {
    throw fields.invalid(name);
  }
  const date = typeof value.date === 'string' ? Date.parse(value.date) : NaN;
  return {
    name: value.name,
    email: value.email,
    date: Number.isNaN(date) ? context.clock() : date,
  };
}

/** @throws GitHubError 404, or 409 when the repository is empty. */
async function forReading(
  context: SandboxContext,
  req: Request,
  res: Response,
) {
  const { owner, repo } = req.params;
  const record = readableRepository(context, locals(res).viewer, owner, repo);
  const gitDir = context.store.gitDir(record);
  await assertNotEmpty(gitDir);
  return { record, gitDir };
}

async function forWriting(
  context: SandboxContext,
  req: Request,
  res: Response,
): Promise<{ record: RepositoryRecord; gitDir: string; viewer: UserAccount }> {
  const { owner, repo } = req.params;
  const viewer = requireViewer(locals(res).viewer);
  const record = writableRepository(context, viewer, owner, repo);
  const gitDir = context.store.gitDir(record);
  await assertNotEmpty(gitDir);
  return { record, gitDir, viewer };
}

/** The git data API works only once a repository has a commit. */
export async function assertNotEmpty(gitDir: string): Promise<void> {
  if ((await listRefs(gitDir, 'refs/heads/')).size === 0) {
    throw emptyRepository();
  }
}

async function treeBody(
  context: SandboxContext,
  record: RepositoryRecord,
  sha: string,
  recursive: boolean,
) {
  const api = `${context.urls.repositoryApi(record)}/git`;
  const all = await listTree(context.store.gitDir(record), sha, { recursive });
  // GitHub's limit of entries in one answer.
  const entries = all.slice(0, 100_000);
  return {
    sha,
    url: `${api}/trees/${sha}`,
    tree: entries.map(entry => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.oid,
      ...(entry.size !== undefined && { size: entry.size }),
      ...(entry.type !== 'commit' && {
        url: `${api}/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.oid}`,
      }),
    })),
    truncated: entries.length < all.length,
  };
}

async function newEntries(
  gitDir: string,
  value: unknown,
): Promise<NewTreeEntry[]> {
  if (!Array.isArray(value) || value.length === 0) {
    throw validationFailed([], 'Invalid tree info');
  }
  const entries: NewTreeEntry[] = [];
  for (const item of value) {
    const entry = (item ?? {}) as Record<string, unknown>;
    const path = checkTreePath(entry.path);
    const mode = String(entry.mode ?? '100644');
    if (!MODES.includes(mode)) {
      throw new GitHubError(422, `Invalid tree info: mode ${mode}`);
    }
    if (typeof entry.content === 'string') {
      const oid = await writeBlob(gitDir, Buffer.from(entry.content));
      entries.push({ path, mode, oid });
    } else if (entry.sha === null || isObjectId(entry.sha)) {
      entries.push({ path, mode, oid: entry.sha });
    } else {
      throw new GitHubError(422, 'Must supply either tree.sha or tree.content');
    }
  }
  const oids = entries.flatMap(entry => entry.oid ?? []);
  const objects = await readObjects(gitDir, oids);
  const missing = oids.find((_oid, index) => !objects[index]);
  if (missing) {
    throw new GitHubError(422, `tree.sha ${missing} is not a valid object`);
  }
  return entries;
}
