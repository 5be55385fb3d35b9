import Router from 'express-promise-router';
import { requireViewer, writableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { listRefs } from '../git/refs';
import { commitToBranch } from '../operations/commits';
import { locals } from '../rest/request';
import { encodePath } from '../urls';
import { breadcrumbs } from './files';
import { html, layout } from './layout';
import { resolvePath } from './raw';

/** Changing one text file of a branch: where the catalog's "edit" links lead. */
export function createEditPages(context: SandboxContext) {
  const router = Router();
  const rest = (params: unknown) => (params as Record<string, string>)[0];

  router.get('/:owner/:repo/edit/*', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const found = await resolvePath(context, record, rest(req.params));
    const { ref, path, object } = found;
    if (object.type !== 'blob' || object.content.includes(0)) {
      throw notFound();
    }
    const root = `/${record.owner}/${record.name}`;
    res.send(
      layout(context, {
        title: `Edit ${path} · ${record.owner}/${record.name}`,
        crumbs: breadcrumbs(record, ref, path),
        body: html`<h1>Edit ${path}</h1>
          <form
            method="post"
            action="${root}/edit/${encodePath(ref)}/${encodePath(path)}"
          >
            <input type="hidden" name="sha" value="${object.oid}" />
            <label
              >Content
              <textarea name="content" rows="24" spellcheck="false">
${object.content.toString('utf8')}</textarea
              >
            </label>
            <label
              >Commit message
              <input name="message" value="Update ${path}" required
            /></label>
            <p>
              <button>Commit to ${ref}</button>
              <a href="${root}/blob/${encodePath(ref)}/${encodePath(path)}"
                >Cancel</a
              >
            </p>
          </form>`,
      }),
    );
  });

  router.post('/:owner/:repo/edit/*', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = writableRepository(context, viewer, owner, repo);
    const fields = req.body as Record<string, unknown>;
    const { content, message, sha } = fields;
    if (typeof content !== 'string' || typeof message !== 'string') {
      throw new GitHubError(422, 'The form has no content or no message.');
    }
    const target = await context.store.exclusively(record, async () => {
      const { ref, path, object } = await resolvePath(
        context,
        record,
        rest(req.params),
      );
      const refs = await listRefs(context.store.gitDir(record));
      if (object.type !== 'blob' || !refs.has(`refs/heads/${ref}`)) {
        throw notFound();
      }
      if (object.oid !== sha) {
        throw new GitHubError(
          409,
          `${path} has changed since this page was opened. Go back, copy your text, and edit it again.`,
        );
      }
      // A browser ends lines with CR LF, whatever the file had.
      const crlf = object.content.includes('\r\n');
      const text = content.replace(/\r\n/g, '\n');
      await commitToBranch(context, record, viewer, {
        branch: ref,
        message: message.trim() || `Update ${path}`,
        changes: [
          {
            path,
            content: Buffer.from(crlf ? text.replace(/\n/g, '\r\n') : text),
          },
        ],
        refs,
      });
      return `/${record.owner}/${record.name}/blob/${encodePath(
        ref,
      )}/${encodePath(path)}`;
    });
    res.redirect(303, target);
  });

  return router;
}
