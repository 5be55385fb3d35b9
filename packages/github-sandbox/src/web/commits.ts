import Router from 'express-promise-router';
import { readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { diffText, EMPTY_TREE } from '../git/diff';
import { GitCommit, listCommits, readCommit } from '../git/objects';
import { isObjectId } from '../names';
import { locals } from '../rest/request';
import { RepositoryRecord } from '../types';
import { breadcrumbs } from './files';
import { Html, html, layout } from './layout';
import { resolvePath } from './raw';

const MAX_DIFF_LINES = 5000;

/** One commit with its changes, and the history of a branch. */
export function createCommitPages(context: SandboxContext) {
  const router = Router();

  router.get('/:owner/:repo/commit/:sha', async (req, res) => {
    const { owner, repo, sha } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    const item = /^[\da-f]{7,40}$/.test(sha)
      ? await readCommit(gitDir, sha)
      : undefined;
    if (!item) {
      throw notFound();
    }
    if (!isObjectId(sha)) {
      res.redirect(`/${record.owner}/${record.name}/commit/${item.oid}`);
      return;
    }
    const [headline, ...body] = item.message.split('\n');
    const from = item.parents[0] ?? EMPTY_TREE;
    res.send(
      layout(context, {
        title: headline,
        crumbs: breadcrumbs(record),
        body: html`<h1>${headline}</h1>
          ${body.join('').trim() && html`<pre>${body.join('\n').trim()}</pre>`}
          <p class="muted">
            ${item.author.name} · ${item.author.date} ·
            <code>${item.oid}</code>
          </p>
          ${renderDiff(await diffText(gitDir, from, item.oid))}`,
      }),
    );
  });

  router.get('/:owner/:repo/commits/*', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const rest = (req.params as Record<string, string>)[0];
    const { commit, ref } = await resolvePath(context, record, rest);
    const commits = await listCommits(context.store.gitDir(record), {
      from: commit,
      limit: 100,
    });
    res.send(
      layout(context, {
        title: `History of ${record.name}`,
        crumbs: breadcrumbs(record),
        body: html`<h1>Commits on ${ref}</h1>
          ${commitList(record, commits)}`,
      }),
    );
  });

  return router;
}

export function commitList(
  record: RepositoryRecord,
  commits: GitCommit[],
): Html {
  return html`<div class="panel">
    <ul class="rows">
      ${commits.map(
        item => html`<li>
          <span class="grow"
            ><a href="/${record.owner}/${record.name}/commit/${item.oid}"
              >${item.message.split('\n')[0]}</a
            >
            <span class="muted">${item.author.name}</span></span
          >
          <code class="muted">${item.oid.slice(0, 7)}</code>
          <span class="muted">${item.committer.date.slice(0, 10)}</span>
        </li>`,
      )}
    </ul>
  </div>`;
}

/** A unified diff, one panel a file. */
export function renderDiff(text: string): Html {
  const lines = text.split('\n');
  const shown = lines.slice(0, MAX_DIFF_LINES).join('\n');
  const sections = shown.split(/^(?=diff --git )/m).filter(Boolean);
  const panels = sections.map(section => {
    const [first, ...rest] = section.trimEnd().split('\n');
    const start = rest.findIndex(line => line.startsWith('@@'));
    const name = first.replace(/^diff --git "?a\/.* "?b\/(.*?)"?$/, '$1');
    return html`<div class="panel">
      <div class="head"><strong>${name}</strong></div>
      <pre class="diff">
${(start < 0 ? rest : rest.slice(start)).map(line => diffLine(line))}</pre
      >
    </div>`;
  });
  return html`${panels}${lines.length > MAX_DIFF_LINES &&
  html`<p class="muted">The rest of the changes is not shown.</p>`}`;
}

function diffLine(line: string): Html {
  const classes: Record<string, string> = {
    '+': 'add',
    '-': 'del',
    '@': 'hunk',
  };
  return html`<span class="${classes[line[0]] ?? ''}">${line || ' '}</span>`;
}
