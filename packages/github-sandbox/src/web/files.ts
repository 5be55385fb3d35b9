import { Response } from 'express';
import Router from 'express-promise-router';
import { readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitObject, listCommits, listTree, readObject } from '../git/objects';
import { listRefs, readDefaultBranch } from '../git/refs';
import { locals } from '../rest/request';
import { RepositoryRecord } from '../types';
import { encodePath } from '../urls';
import { repositoryTags } from './accounts';
import { Html, html, layout } from './layout';
import { renderMarkdown } from './markdown';
import { ResolvedPath, resolvePath, sendRaw } from './raw';

/** Larger files are offered raw only: a page of them helps nobody. */
const MAX_SHOWN_BYTES = 512 * 1024;

/** A repository, its folders and its files. */
export function createFilePages(context: SandboxContext) {
  const router = Router();
  const rest = (params: unknown) => (params as Record<string, string>)[0];

  router.get('/:owner/:repo', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const gitDir = context.store.gitDir(record);
    const branch = await readDefaultBranch(gitDir);
    if (!(await listRefs(gitDir)).has(`refs/heads/${branch}`)) {
      res.send(emptyPage(context, record, branch));
      return;
    }
    await sendTree(
      context,
      res,
      record,
      await resolvePath(context, record, branch),
    );
  });

  router.get('/:owner/:repo/tree/*', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const found = await resolvePath(context, record, rest(req.params));
    if (found.object.type === 'blob') {
      res.redirect(pageUrl(record, 'blob', found.ref, found.path));
    } else {
      await sendTree(context, res, record, found);
    }
  });

  router.get('/:owner/:repo/blob/*', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const found = await resolvePath(context, record, rest(req.params));
    if (found.object.type === 'tree' || found.object.type === 'commit') {
      res.redirect(pageUrl(record, 'tree', found.ref, found.path));
    } else {
      res.send(blobPage(context, record, found));
    }
  });

  router.get('/:owner/:repo/raw/*', async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    sendRaw(res, (await resolvePath(context, record, rest(req.params))).object);
  });

  return router;
}

function pageUrl(
  record: RepositoryRecord,
  view: 'blob' | 'tree' | 'raw' | 'edit',
  ref: string,
  path: string,
): string {
  const root = `/${record.owner}/${record.name}/${view}/${encodePath(ref)}`;
  return path ? `${root}/${encodePath(path)}` : root;
}

/** Owner, repository and folders, each as a link. */
export function breadcrumbs(
  record: RepositoryRecord,
  ref?: string,
  path?: string,
): Html {
  const parts = path ? path.split('/') : [];
  const folders = parts.map((part, index) => {
    const folder = parts.slice(0, index + 1).join('/');
    return index === parts.length - 1
      ? html` / ${part}`
      : html` / <a href="${pageUrl(record, 'tree', ref!, folder)}">${part}</a>`;
  });
  return html`<a href="/${record.owner}">${record.owner}</a> /
    <a href="/${record.owner}/${record.name}">${record.name}</a>${folders}`;
}

/** Name, description and labels of a repository. */
function heading(record: RepositoryRecord): Html {
  return html`<h1>${record.owner}/${record.name}</h1>
    ${record.description && html`<p>${record.description}</p>`}
    <p>${repositoryTags(record)}</p>`;
}

function emptyPage(
  context: SandboxContext,
  record: RepositoryRecord,
  branch: string,
): string {
  const url = `${context.urls.repository(record)}.git`;
  return layout(context, {
    title: `${record.owner}/${record.name}`,
    crumbs: breadcrumbs(record),
    body: html`${heading(record)}
      <div class="panel">
        <div class="head">This repository is empty</div>
        <pre>
git remote add origin ${url}
git push -u origin ${branch}</pre
        >
      </div>
      <p class="muted">
        When git asks for a password, any word will do; the user is
        <code>x-access-token</code>.
      </p>`,
  });
}

async function sendTree(
  context: SandboxContext,
  res: Response,
  record: RepositoryRecord,
  found: ResolvedPath,
): Promise<void> {
  const gitDir = context.store.gitDir(record);
  const { ref, path } = found;
  const entries = await listTree(gitDir, `${found.commit}:${path}`);
  entries.sort(
    (a, b) =>
      Number(b.type === 'tree') - Number(a.type === 'tree') ||
      a.path.localeCompare(b.path),
  );
  const [last] = await listCommits(gitDir, { from: found.commit, limit: 1 });
  const readme = entries.find(
    entry => entry.type === 'blob' && /^readme(\.|$)/i.test(entry.path),
  );
  const readmeObject = readme && (await readObject(gitDir, readme.oid));
  const child = (name: string) => (path ? `${path}/${name}` : name);
  const branches = [...(await listRefs(gitDir, 'refs/heads/')).keys()];
  const open = record.pulls.filter(pull => pull.state === 'open').length;
  res.send(
    layout(context, {
      title: `${record.owner}/${record.name}`,
      crumbs: breadcrumbs(record, ref, path),
      body: html`${!path && heading(record)}
        <div class="panel">
          <div class="head">
            <span
              ><strong>${last.author.name}</strong> ${last.message.split(
                '\n',
              )[0]}</span
            >
            <span class="muted"
              ><a href="/${record.owner}/${record.name}/commit/${last.oid}"
                ><code>${last.oid.slice(0, 7)}</code></a
              >
              · ${last.committer.date.slice(0, 10)} ·
              <a
                href="/${record.owner}/${record.name}/commits/${encodePath(
                  ref,
                )}"
                >History</a
              ></span
            >
          </div>
          <ul class="rows">
            ${entries.map(
              entry => html`<li>
                <span class="grow"
                  ><a
                    href="${pageUrl(
                      record,
                      entry.type === 'tree' ? 'tree' : 'blob',
                      ref,
                      child(entry.path),
                    )}"
                    >${entry.path}${entry.type === 'tree' && '/'}</a
                  ></span
                >
                <span class="muted"
                  >${entry.size !== undefined && `${entry.size} B`}</span
                >
              </li>`,
            )}
          </ul>
        </div>
        <p class="muted">
          Branch <code>${ref}</code>, ${branches.length} in all ·
          <a href="/${record.owner}/${record.name}/pulls"
            >${open} open pull request${open === 1 ? '' : 's'}</a
          >
        </p>
        ${readmeObject &&
        html`<div class="panel">
          <div class="head"><strong>${readme.path}</strong></div>
          <div class="content">
            ${renderText(record, ref, child(readme.path), readmeObject)}
          </div>
        </div>`}
        ${!path &&
        html`<label class="muted"
          >Clone
          <input
            class="clone"
            readonly
            value="${context.urls.repository(record)}.git"
        /></label>`}`,
    }),
  );
}

function renderText(
  record: RepositoryRecord,
  ref: string,
  path: string,
  object: GitObject,
): Html {
  const text = object.content.toString('utf8');
  if (!/\.(md|markdown)$/i.test(path) || text.length > MAX_SHOWN_BYTES) {
    return html`<pre>${text.slice(0, MAX_SHOWN_BYTES)}</pre>`;
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const base = (view: 'blob' | 'raw') =>
    `${pageUrl(record, view, ref, folder)}/`;
  return renderMarkdown(text, { page: base('blob'), raw: base('raw') });
}

function blobPage(
  context: SandboxContext,
  record: RepositoryRecord,
  found: ResolvedPath,
): string {
  const { ref, path, object } = found;
  const size = object.content.length;
  const binary = object.content.subarray(0, 8000).includes(0);
  const raw = pageUrl(record, 'raw', ref, path);
  const text = object.content.toString('utf8');
  let content: Html;
  if (binary || size > MAX_SHOWN_BYTES) {
    content = html`<div class="content">
      ${binary ? 'A binary file.' : 'Too large to show.'}
      <a href="${raw}">Open it raw</a>
    </div>`;
  } else if (/\.(md|markdown)$/i.test(path)) {
    content = html`<div class="content">
      ${renderText(record, ref, path, object)}
    </div>`;
  } else {
    const lines = text.replace(/\n$/, '').split('\n');
    content = html`<div class="scroll">
      <table class="code">
        ${lines.map(
          (line, index) =>
            html`<tr id="L${index + 1}">
              <td>${index + 1}</td>
              <td>${line}</td>
            </tr>`,
        )}
      </table>
    </div>`;
  }
  return layout(context, {
    title: `${path} · ${record.owner}/${record.name}`,
    crumbs: breadcrumbs(record, ref, path),
    body: html`<div class="panel">
      <div class="head">
        <span
          ><strong>${path}</strong>
          <span class="muted">${size} bytes on ${ref}</span></span
        >
        <span
          >${!binary &&
          html`<a href="${pageUrl(record, 'edit', ref, path)}">Edit</a> · `}<a
            href="${raw}"
            >Raw</a
          ></span
        >
      </div>
      ${content}
    </div>`,
  });
}
