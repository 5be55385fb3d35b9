import Router from 'express-promise-router';
import { readableRepository, requireViewer, writableRepository } from '../auth';
import { SandboxContext } from '../context';
import { diffText } from '../git/diff';
import { mergeBase } from '../git/refs';
import { mergePull } from '../operations/pulls';
import { findPull, pullCommits } from '../rest/pulls';
import { locals } from '../rest/request';
import { isMergeable } from '../serialize/pulls';
import { PullRequest } from '../types';
import { commitList, renderDiff } from './commits';
import { breadcrumbs } from './files';
import { Html, html, layout } from './layout';
import { renderMarkdown } from './markdown';

/** Pull requests: the list, one of them, and merging it. */
export function createPullPages(context: SandboxContext) {
  const router = Router();

  router.get('/:owner/:repo/pulls', (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const rows = [...record.pulls].reverse().map(
      pull => html`<li>
        <span class="grow"
          ><a href="/${record.owner}/${record.name}/pull/${pull.number}"
            >${pull.title}</a
          >
          <span class="muted">#${pull.number} by ${pull.user}</span></span
        >
        ${stateTag(pull)}
      </li>`,
    );
    res.send(
      layout(context, {
        title: `Pull requests of ${record.name}`,
        crumbs: breadcrumbs(record),
        body: html`<h1>Pull requests</h1>
          ${rows.length > 0
            ? html`<div class="panel">
                <ul class="rows">
                  ${rows}
                </ul>
              </div>`
            : html`<p class="muted">There are none.</p>`}`,
      }),
    );
  });

  router.get('/:owner/:repo/pull/:number', async (req, res) => {
    const { owner, repo, number } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const pull = findPull(record, number);
    const gitDir = context.store.gitDir(record);
    const root = `/${record.owner}/${record.name}`;
    const from =
      (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
    const mergeable =
      pull.state === 'open' &&
      (await isMergeable(gitDir, pull.baseSha, pull.headSha));
    const commits = await pullCommits(context, record, pull);
    res.send(
      layout(context, {
        title: `${pull.title} · Pull request #${pull.number}`,
        crumbs: breadcrumbs(record),
        body: html`<h1>
            ${pull.title} <span class="muted">#${pull.number}</span>
          </h1>
          <p>
            ${stateTag(pull)} ${pull.user} wants to merge
            <code>${pull.head}</code> into <code>${pull.base}</code>
          </p>
          ${pull.body &&
          html`<div class="panel">
            <div class="content">
              ${renderMarkdown(pull.body, {
                page: `${root}/blob/${pull.base}/`,
                raw: `${root}/raw/${pull.base}/`,
              })}
            </div>
          </div>`}
          ${pull.state === 'open' &&
          (mergeable
            ? html`<form
                method="post"
                action="${root}/pull/${pull.number}/merge"
              >
                <input type="hidden" name="sha" value="${pull.headSha}" />
                <button>Merge pull request</button>
              </form>`
            : html`<p>
                This cannot be merged: both branches changed the same lines.
              </p>`)}
          ${commits.length > 0 &&
          html`<h2>Commits</h2>
            ${commitList(record, commits)}`}
          <h2>Changes</h2>
          ${renderDiff(await diffText(gitDir, from, pull.headSha))}`,
      }),
    );
  });

  router.post('/:owner/:repo/pull/:number/merge', async (req, res) => {
    const { owner, repo, number } = req.params;
    const viewer = requireViewer(locals(res).viewer);
    const record = writableRepository(context, viewer, owner, repo);
    const sha = (req.body as { sha?: unknown }).sha;
    await mergePull(context, viewer, record, findPull(record, number), {
      method: 'merge',
      sha: typeof sha === 'string' && sha ? sha : undefined,
    });
    res.redirect(303, `/${record.owner}/${record.name}/pull/${number}`);
  });

  return router;
}

function stateTag(pull: PullRequest): Html {
  if (pull.merged) {
    return html`<span class="tag state merged">Merged</span>`;
  }
  return pull.state === 'open'
    ? html`<span class="tag state">Open</span>`
    : html`<span class="tag state closed">Closed</span>`;
}
