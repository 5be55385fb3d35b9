import Router from 'express-promise-router';
import { permissionOf } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { locals } from '../rest/request';
import { Account, RepositoryRecord, Viewer } from '../types';
import { escapeHtml, Html, html, layout } from './layout';

/** `/` and `/<owner>`, and the pictures of owners. */
export function createAccountPages(context: SandboxContext) {
  const router = Router();

  router.get('/', (_req, res) => {
    const { viewer } = locals(res);
    const sections = context.store
      .listAccounts()
      .map(account => ownerSection(context, viewer, account));
    res.send(
      layout(context, {
        title: 'Repositories',
        body: html`<h1>Owners and repositories</h1>
          ${sections}`,
      }),
    );
  });

  router.get('/assets/avatars/:file', (req, res) => {
    const login = req.params.file.replace(/\.svg$/, '');
    const account = context.store.getAccount(login);
    if (!account) {
      throw notFound();
    }
    const letter = escapeHtml(account.login[0].toUpperCase());
    const hue = (account.id * 67) % 360;
    res
      .type('image/svg+xml')
      .send(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${hue} 45% 40%)"/><text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">${letter}</text></svg>`,
      );
  });

  router.get('/:owner', (req, res) => {
    const account = context.store.getAccount(req.params.owner);
    if (!account) {
      throw notFound();
    }
    res.send(
      layout(context, {
        title: account.login,
        crumbs: html`<a href="/">All owners</a>`,
        body: html`<h1>${account.name ?? account.login}</h1>
          <p class="muted">
            ${account.type}
            ${account.login}${account.description &&
            html` · ${account.description}`}
          </p>
          ${repositoryList(context, locals(res).viewer, account)}`,
      }),
    );
  });

  return router;
}

function ownerSection(
  context: SandboxContext,
  viewer: Viewer,
  account: Account,
): Html {
  return html`<h2>
      <a href="/${account.login}">${account.login}</a>
      <span class="muted">${account.type.toLowerCase()}</span>
    </h2>
    ${repositoryList(context, viewer, account)}`;
}

function repositoryList(
  context: SandboxContext,
  viewer: Viewer,
  account: Account,
): Html {
  const records = context.store
    .listRepositories(account.login)
    .filter(record => permissionOf(context, viewer, record))
    .sort((a, b) => b.pushedAt.localeCompare(a.pushedAt));
  if (records.length === 0) {
    return html`<p class="muted">No repositories yet.</p>`;
  }
  return html`<div class="panel">
    <ul class="rows">
      ${records.map(
        record => html`<li>
          <span class="grow">
            <a href="/${record.owner}/${record.name}"
              ><strong>${record.name}</strong></a
            >
            ${repositoryTags(record)}
            <br /><span class="muted">${record.description}</span>
          </span>
          <span class="muted">pushed ${record.pushedAt.slice(0, 10)}</span>
        </li>`,
      )}
    </ul>
  </div>`;
}

/** Visibility and topics as small labels. */
export function repositoryTags(record: RepositoryRecord): Html {
  return html`<span class="tag">${record.visibility}</span>${record.archived &&
    html`<span class="tag">archived</span>`}${record.topics.map(
      topic => html`<span class="tag">${topic}</span>`,
    )}`;
}
