import Router from 'express-promise-router';
import { administrableRepository, readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { readCommit } from '../git/objects';
import { listRefs } from '../git/refs';
import { commit } from '../serialize/commits';
import { RepositoryRecord } from '../types';
import { encodePath } from '../urls';
import { jsonBody, locals, paginate } from './request';

/** Branches and the protection that `publish:github` asks for. */
export function createBranchesRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/branches';

  router.get(base, async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const api = context.urls.repositoryApi(record);
    const refs = await listRefs(context.store.gitDir(record), 'refs/heads/');
    const branches = [...refs].map(([ref, sha]) => {
      const name = ref.slice('refs/heads/'.length);
      return {
        name,
        commit: { sha, url: `${api}/commits/${sha}` },
        protected: record.protectedBranches.includes(name),
      };
    });
    res.json(paginate(context, req, res, branches));
  });

  router.put(
    /^\/repos\/([^/]+)\/([^/]+)\/branches\/(.+)\/protection$/,
    async (req, res) => {
      const [owner, repo, name] = regexParams(req.params);
      const record = administrableRepository(
        context,
        locals(res).viewer,
        owner,
        repo,
      );
      await findBranch(context, record, name);
      jsonBody(req);
      if (!record.protectedBranches.includes(name)) {
        record.protectedBranches.push(name);
        await context.store.saveRepository(record);
      }
      res.json(protection(context, record, name));
    },
  );

  router.get(`${base}/*`, async (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const name = (req.params as Record<string, string>)[0];
    const tip = await findBranch(context, record, name);
    const isProtected = record.protectedBranches.includes(name);
    const api = `${context.urls.repositoryApi(record)}/branches/${encodePath(
      name,
    )}`;
    res.json({
      name,
      commit: commit(context, record, tip),
      _links: {
        self: api,
        html: `${context.urls.repository(record)}/tree/${encodePath(name)}`,
      },
      protected: isProtected,
      protection: {
        enabled: isProtected,
        required_status_checks: {
          enforcement_level: 'off',
          contexts: [],
          checks: [],
        },
      },
      protection_url: `${api}/protection`,
    });
  });

  return router;
}

function regexParams(params: unknown): string[] {
  return Object.values(params as Record<string, string>);
}

async function findBranch(
  context: SandboxContext,
  record: RepositoryRecord,
  name: string,
) {
  const ref = `refs/heads/${name}`;
  const gitDir = context.store.gitDir(record);
  const oid = (await listRefs(gitDir, 'refs/heads/')).get(ref);
  const tip = oid && (await readCommit(gitDir, oid));
  if (!tip) {
    throw new GitHubError(404, 'Branch not found');
  }
  return tip;
}

function protection(
  context: SandboxContext,
  record: RepositoryRecord,
  name: string,
) {
  const url = `${context.urls.repositoryApi(record)}/branches/${encodePath(
    name,
  )}/protection`;
  return {
    url,
    enforce_admins: { url: `${url}/enforce_admins`, enabled: false },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
}
