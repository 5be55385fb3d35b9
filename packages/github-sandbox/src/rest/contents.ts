import { Request, Response } from 'express';
import Router from 'express-promise-router';
import { readableRepository, writableRepository, requireViewer } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError, notFound, validationFailed } from '../errors';
import {
  GitObject,
  listTree,
  readCommit,
  readCommitAndPath,
  readObject,
  toSeconds,
  TreeEntry,
} from '../git/objects';
import { readDefaultBranch, listRefs } from '../git/refs';
import { CommitIdentity, FileChange } from '../git/write';
import { checkTreePath, isValidRefName } from '../names';
import { commitToBranch } from '../operations/commits';
import { gitCommit } from '../serialize/commits';
import { RepositoryRecord } from '../types';
import { encodePath } from '../urls';
import { Fields, jsonBody, locals, queryString } from './request';

/** Above this GitHub gives contents only in the raw media type. */
const MAX_INLINE_BYTES = 1024 * 1024;

/** Files and directories by path. */
export function createContentsRouter(context: SandboxContext) {
  const router = Router();
  const path = '/repos/:owner/:repo/contents/*';

  router.get(['/repos/:owner/:repo/contents', path], async (req, res) => {
    const { viewer } = locals(res);
    const { owner, repo } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    const filePath = pathParameter(req);
    const gitDir = context.store.gitDir(record);
    const ref = queryString(req, 'ref') ?? (await readDefaultBranch(gitDir));
    const { commit, object } = await readCommitAndPath(gitDir, ref, filePath);
    if (!commit) {
      throw (await listRefs(gitDir, 'refs/heads/')).size === 0
        ? new GitHubError(404, 'This repository is empty.')
        : new GitHubError(404, `No commit found for the ref ${ref}`);
    }
    if (!object) {
      throw notFound();
    }
    if (sendConditionally(req, res, object.oid, commit.committer.date)) {
      return;
    }
    if (object.type === 'tree') {
      const entries = await listTree(gitDir, object.oid);
      res.json(
        entries.map(entry => ({
          ...entryLinks(context, record, ref, {
            ...entry,
            path: filePath ? `${filePath}/${entry.path}` : entry.path,
          }),
        })),
      );
    } else if (/\braw\b/.test(req.headers.accept ?? '')) {
      res.type('application/vnd.github.raw+json; charset=utf-8');
      res.end(object.content);
    } else {
      res.json(contentFile(context, record, ref, filePath, object));
    }
  });

  router.get('/repos/:owner/:repo/readme', async (req, res) => {
    const { viewer } = locals(res);
    const { owner, repo } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    const ref = queryString(req, 'ref') ?? (await readDefaultBranch(gitDir));
    const commit = await readCommit(gitDir, ref);
    const entries = commit ? await listTree(gitDir, commit.oid) : [];
    const entry = entries.find(item => /^readme(\.|$)/i.test(item.path));
    const object = entry && (await readObject(gitDir, entry.oid));
    if (!object) {
      throw notFound();
    }
    if (/\braw\b/.test(req.headers.accept ?? '')) {
      res.type('application/vnd.github.raw+json; charset=utf-8');
      res.end(object.content);
    } else {
      res.json(contentFile(context, record, ref, entry.path, object));
    }
  });

  router.put(path, async (req, res) => {
    const fields = new Fields(jsonBody(req), 'Commit');
    const content = fields.string('content');
    if (content === undefined) {
      throw validationFailed(
        [{ resource: 'Commit', code: 'missing_field', field: 'content' }],
        'Invalid request.\n\n"content" wasn\'t supplied.',
      );
    }
    if (!isBase64(content)) {
      throw new GitHubError(422, 'content is not valid Base64');
    }
    await change(context, req, res, fields, Buffer.from(content, 'base64'));
  });

  router.delete(path, async (req, res) => {
    const body = { ...req.query, ...jsonBody(req) };
    await change(context, req, res, new Fields(body, 'Commit'), undefined);
  });

  return router;
}

/** Writes (with `content`) or deletes one file as one commit. */
async function change(
  context: SandboxContext,
  req: Request,
  res: Response,
  fields: Fields,
  content: Buffer | undefined,
): Promise<void> {
  const viewer = requireViewer(locals(res).viewer);
  const { owner, repo } = req.params;
  const record = writableRepository(context, viewer, owner, repo);
  const filePath = checkTreePath(pathParameter(req));
  const message = fields.requiredString('message');
  const sha = fields.string('sha');
  const gitDir = context.store.gitDir(record);
  const branch =
    fields.string('branch')?.replace(/^refs\/heads\//, '') ??
    (await readDefaultBranch(gitDir));

  const status = await context.store.exclusively(record, async () => {
    const refs = await listRefs(gitDir);
    const ref = `refs/heads/${branch}`;
    const tip = refs.get(ref);
    const isEmpty = ![...refs.keys()].some(name =>
      name.startsWith('refs/heads/'),
    );
    // The first file of an empty repository makes its branch.
    if (!isValidRefName(ref) || (!tip && !isEmpty)) {
      throw new GitHubError(404, `Branch ${branch} not found`);
    }
    const existing = tip
      ? await readObject(gitDir, `${tip}:${filePath}`)
      : undefined;
    assertExpected(existing, filePath, sha, content !== undefined);
    const fileChange: FileChange = { path: filePath, content };
    const oid = await commitToBranch(context, record, viewer, {
      branch,
      message,
      changes: [fileChange],
      refs,
      author: readIdentity(context, fields, 'author'),
      committer: readIdentity(context, fields, 'committer'),
    });
    return { oid, created: !existing };
  });

  const commit = await readCommit(gitDir, status.oid);
  const written = await readObject(gitDir, `${status.oid}:${filePath}`);
  const file =
    content && written
      ? contentFile(context, record, branch, filePath, written)
      : null;
  const { content: _content, encoding: _encoding, ...entry } = file ?? {};
  res.status(content && status.created ? 201 : 200).json({
    content: file && entry,
    commit: gitCommit(context, record, commit!),
  });
}

function assertExpected(
  existing: GitObject | undefined,
  filePath: string,
  sha: string | undefined,
  writing: boolean,
): void {
  if (existing?.type === 'tree') {
    throw new GitHubError(422, `${filePath} is a directory`);
  }
  if (existing && !sha) {
    throw new GitHubError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  }
  if (sha && existing && existing.oid !== sha) {
    throw new GitHubError(409, `${filePath} does not match ${sha}`);
  }
  if (!existing && !writing) {
    throw notFound();
  }
}

function readIdentity(
  context: SandboxContext,
  fields: Fields,
  name: string,
): CommitIdentity | undefined {
  const value = fields.object(name);
  if (!value) {
    return undefined;
  }
  const date = typeof value.date === 'string' ? Date.parse(value.date) : NaN;
  if (typeof value.name !== 'string' || typeof value.email !== 'string') {
    throw fields.invalid(name);
  }
  return {
    name: value.name,
    email: value.email,
    date: Number.isNaN(date) ? context.clock() : date,
  };
}

function pathParameter(req: Request): string {
  const path = (req.params as Record<string, string>)[0] ?? '';
  return path.replace(/\/+$/, '') && checkTreePath(path.replace(/\/+$/, ''));
}

export function isBase64(text: string): boolean {
  return /^[A-Za-z\d+/]*={0,2}$/.test(text.replace(/\s/g, ''));
}

/** Answers 304 when the caller has this version; sets the validators. */
function sendConditionally(
  req: Request,
  res: Response,
  oid: string,
  date: string,
): boolean {
  const etag = `"${oid}"`;
  res.setHeader('etag', etag);
  res.setHeader(
    'last-modified',
    new Date(toSeconds(Date.parse(date))).toUTCString(),
  );
  if (req.headers['if-none-match']?.replace(/^W\//, '') === etag) {
    res.status(304).end();
    return true;
  }
  return false;
}

function entryLinks(
  context: SandboxContext,
  record: RepositoryRecord,
  ref: string,
  entry: TreeEntry,
) {
  const api = context.urls.repositoryApi(record);
  const html = context.urls.repository(record);
  const encoded = encodePath(entry.path);
  const self = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const isFile = entry.type === 'blob';
  const branch = encodePath(ref);
  const git = `${api}/git/${isFile ? 'blobs' : 'trees'}/${entry.oid}`;
  const page = `${html}/${isFile ? 'blob' : 'tree'}/${branch}/${encoded}`;
  return {
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    path: entry.path,
    sha: entry.oid,
    size: entry.size ?? 0,
    url: self,
    html_url: page,
    git_url: git,
    download_url: isFile
      ? `${context.urls.raw}/${record.owner}/${record.name}/${branch}/${encoded}`
      : null,
    type: { blob: 'file', tree: 'dir', commit: 'submodule', tag: 'file' }[
      entry.type
    ],
    _links: { self, git, html: page },
  };
}

function contentFile(
  context: SandboxContext,
  record: RepositoryRecord,
  ref: string,
  path: string,
  object: GitObject,
) {
  const inline = object.content.length <= MAX_INLINE_BYTES;
  return {
    ...entryLinks(context, record, ref, {
      mode: '100644',
      type: 'blob',
      oid: object.oid,
      size: object.content.length,
      path,
    }),
    // As GitHub does: lines of 60 characters, each with a newline.
    content: inline
      ? object.content.toString('base64').replace(/.{1,60}/g, '$&\n')
      : '',
    encoding: inline ? 'base64' : 'none',
  };
}
