import Router from 'express-promise-router';
import { readableRepository, requireViewer, writableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { diffFiles } from '../git/diff';
import { listCommits } from '../git/objects';
import { mergeBase } from '../git/refs';
import { createPull, editPull, mergePull } from '../operations/pulls';
import { commit } from '../serialize/commits';
import { fullPull, simplePull } from '../serialize/pulls';
import { PullRequest, RepositoryRecord } from '../types';
import { filesWithPatches } from './commits';
import { Fields, jsonBody, locals, paginate, queryString } from './request';

const METHODS = ['merge', 'squash', 'rebase'] as const;

/** Pull requests between branches of one repository. */
export function createPullsRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/pulls';

  router.get(base, async (req, res) => {
    const { viewer } = locals(res);
    const { owner, repo } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    const state = queryString(req, 'state') ?? 'open';
    const head = queryString(req, 'head');
    const onto = queryString(req, 'base');
    const pulls = record.pulls
      .filter(pull => state === 'all' || pull.state === state)
      .filter(pull => !head || head === `${record.owner}:${pull.head}`)
      .filter(pull => !onto || onto === pull.base)
      .reverse();
    res.json(
      await Promise.all(
        paginate(context, req, res, pulls).map(pull =>
          simplePull(context, viewer, record, pull),
        ),
      ),
    );
  });

  router.post(base, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const fields = new Fields(jsonBody(req), 'PullRequest');
    const pull = await createPull(context, viewer, record, {
      title: fields.requiredString('title'),
      body: fields.string('body'),
      head: fields.requiredString('head'),
      base: fields.requiredString('base'),
      draft: fields.boolean('draft'),
    });
    const body = await fullPull(context, viewer, record, pull);
    res.status(201).location(body.url).json(body);
  });

  router.get(`${base}/:number`, async (req, res) => {
    const { viewer } = locals(res);
    const { owner, repo, number } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    const pull = findPull(record, number);
    res.json(await fullPull(context, viewer, record, pull));
  });

  router.patch(`${base}/:number`, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo, number } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const pull = findPull(record, number);
    const fields = new Fields(jsonBody(req), 'PullRequest');
    const state = fields.oneOf('state', ['open', 'closed'] as const);
    await editPull(context, viewer, record, pull, {
      title: fields.string('title'),
      body: fields.string('body'),
      state,
    });
    res.json(await fullPull(context, viewer, record, pull));
  });

  router.get(`${base}/:number/files`, async (req, res) => {
    const { owner, repo, number } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const pull = findPull(record, number);
    const gitDir = context.store.gitDir(record);
    const from =
      (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
    const files = await filesWithPatches(
      context,
      record,
      await diffFiles(gitDir, from, pull.headSha),
      from,
      pull.headSha,
    );
    res.json(paginate(context, req, res, files));
  });

  router.get(`${base}/:number/commits`, async (req, res) => {
    const { owner, repo, number } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const pull = findPull(record, number);
    const commits = await pullCommits(context, record, pull);
    res.json(
      paginate(context, req, res, commits).map(item =>
        commit(context, record, item),
      ),
    );
  });

  router.put(`${base}/:number/merge`, async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo, number } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const fields = new Fields(jsonBody(req), 'PullRequest');
    const sha = await mergePull(
      context,
      viewer,
      record,
      findPull(record, number),
      {
        method: fields.oneOf('merge_method', METHODS) ?? 'merge',
        sha: fields.string('sha'),
        title: fields.string('commit_title'),
        message: fields.string('commit_message'),
      },
    );
    res.json({
      sha,
      merged: true,
      message: 'Pull Request successfully merged',
    });
  });

  router.get(`${base}/:number/merge`, (req, res) => {
    const { owner, repo, number } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    if (!findPull(record, number).merged) {
      throw notFound();
    }
    res.status(204).end();
  });

  return router;
}

/** @throws GitHubError 404 */
export function findPull(
  record: RepositoryRecord,
  number: string,
): PullRequest {
  const found = record.pulls.find(pull => String(pull.number) === number);
  if (!found) {
    throw notFound();
  }
  return found;
}

/** The commits of a pull request, oldest first, at most 250. */
export async function pullCommits(
  context: SandboxContext,
  record: RepositoryRecord,
  pull: PullRequest,
) {
  const gitDir = context.store.gitDir(record);
  const commits = await listCommits(gitDir, {
    from: pull.headSha,
    exclude: [pull.baseSha],
    limit: 250,
  });
  return commits.reverse();
}
