import Router from 'express-promise-router';
import { readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { emptyRepository, GitHubError, notFound } from '../errors';
import { ChangedFile, diffFiles, diffText, EMPTY_TREE } from '../git/diff';
import { countCommits, listCommits, readCommit } from '../git/objects';
import { listRefs, mergeBase, readDefaultBranch } from '../git/refs';
import { checkTreePath } from '../names';
import { commit, diffEntry } from '../serialize/commits';
import { repository } from '../serialize/repository';
import { RepositoryRecord } from '../types';
import { locals, pageOf, queryString } from './request';

/** Commits, their files and status, and comparisons. */
export function createCommitsRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo';

  router.get(`${base}/commits`, async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    if ((await listRefs(gitDir, 'refs/heads/')).size === 0) {
      throw emptyRepository();
    }
    const sha = queryString(req, 'sha') ?? (await readDefaultBranch(gitDir));
    const tip = await readCommit(gitDir, sha);
    if (!tip) {
      throw notFound();
    }
    const path = queryString(req, 'path');
    const { page, perPage } = pageOf(req);
    const commits = await listCommits(gitDir, {
      from: tip.oid,
      path: path && checkTreePath(path.replace(/^\/|\/$/g, '')),
      skip: (page - 1) * perPage,
      limit: perPage + 1,
    });
    if (commits.length > perPage) {
      const next = new URL(context.urls.base + req.originalUrl);
      next.searchParams.set('page', String(page + 1));
      res.setHeader('link', `<${next}>; rel="next"`);
    }
    res.json(
      commits.slice(0, perPage).map(item => commit(context, record, item)),
    );
  });

  // A ref may hold slashes, so the last word is taken off by hand.
  router.get(`${base}/commits/*`, async (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = readableRepository(context, viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    const rest = (req.params as Record<string, string>)[0];
    const [, ref, suffix] = /^(.*?)(?:\/(status|statuses|check-runs))?$/.exec(
      rest,
    )!;
    const item = await readCommit(gitDir, ref);
    if (!item) {
      if ((await listRefs(gitDir, 'refs/heads/')).size === 0) {
        throw emptyRepository();
      }
      throw new GitHubError(422, `No commit found for SHA: ${ref}`);
    }
    const url = `${context.urls.repositoryApi(record)}/commits/${item.oid}`;
    if (suffix === 'status') {
      res.json({
        state: 'pending',
        statuses: [],
        sha: item.oid,
        total_count: 0,
        repository: await repository(context, viewer, record),
        commit_url: url,
        url: `${url}/status`,
      });
    } else if (suffix === 'statuses') {
      res.json([]);
    } else if (suffix === 'check-runs') {
      res.json({ total_count: 0, check_runs: [] });
    } else if (/\bsha\b/.test(req.headers.accept ?? '')) {
      res.type('text/plain').send(item.oid);
    } else {
      const parent = item.parents[0] ?? EMPTY_TREE;
      const files = await diffFiles(gitDir, parent, item.oid);
      const additions = files.reduce((sum, file) => sum + file.additions, 0);
      const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
      res.json({
        ...commit(context, record, item),
        stats: { total: additions + deletions, additions, deletions },
        files: await filesWithPatches(context, record, files, parent, item.oid),
      });
    }
  });

  router.get(`${base}/compare/*`, async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    const basehead = (req.params as Record<string, string>)[0];
    const [from, to] = basehead.split('...');
    const start = await readCommit(gitDir, from);
    const end = to === undefined ? undefined : await readCommit(gitDir, to);
    const common =
      start && end && (await mergeBase(gitDir, start.oid, end.oid));
    const merge = common && (await readCommit(gitDir, common));
    if (!start || !end || !merge) {
      throw notFound();
    }
    const ahead = await countCommits(gitDir, end.oid, start.oid);
    const behind = await countCommits(gitDir, start.oid, end.oid);
    const commits = await listCommits(gitDir, {
      from: end.oid,
      exclude: [start.oid],
      limit: 250,
    });
    const html = `${context.urls.repository(record)}/compare/${basehead}`;
    res.json({
      url: `${context.urls.repositoryApi(record)}/compare/${basehead}`,
      html_url: html,
      permalink_url: `${context.urls.repository(record)}/compare/${
        record.owner
      }:${start.oid.slice(0, 7)}...${record.owner}:${end.oid.slice(0, 7)}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commit(context, record, start),
      merge_base_commit: commit(context, record, merge),
      status: comparisonStatus(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits.reverse().map(item => commit(context, record, item)),
      files: await filesWithPatches(
        context,
        record,
        await diffFiles(gitDir, merge.oid, end.oid),
        merge.oid,
        end.oid,
      ),
    });
  });

  return router;
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) {
    return 'diverged';
  }
  if (ahead > 0) {
    return 'ahead';
  }
  return behind > 0 ? 'behind' : 'identical';
}

/** Changed files, with the text of each change as `patch`. */
export async function filesWithPatches(
  context: SandboxContext,
  record: RepositoryRecord,
  files: ChangedFile[],
  from: string,
  to: string,
) {
  const limited = files.slice(0, 300);
  const text = await diffText(context.store.gitDir(record), from, to);
  const sections = text.split(/^(?=diff --git )/m);
  return limited.map((file, index) => {
    const section = sections[index] ?? '';
    const start = section.search(/^@@ /m);
    const patch = start < 0 ? undefined : section.slice(start).trimEnd();
    return diffEntry(context, record, file, to, patch);
  });
}
