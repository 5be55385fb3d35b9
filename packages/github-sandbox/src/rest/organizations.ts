import { Response } from 'express';
import Router from 'express-promise-router';
import { requireViewer, administrableRepository } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError, notFound } from '../errors';
import {
  fullOrganization,
  fullTeam,
  simpleOrganization,
  simpleUserByLogin,
  team,
} from '../serialize/accounts';
import { OrganizationAccount, Permission, Team } from '../types';
import { Fields, jsonBody, locals, paginate } from './request';

const PERMISSIONS = ['pull', 'triage', 'push', 'maintain', 'admin'] as const;

/** `/orgs/{org}`: the organization, its members and its teams. */
export function createOrganizationsRouter(context: SandboxContext) {
  const router = Router();

  router.get('/orgs/:org', (req, res) => {
    res.json(fullOrganization(context, organization(context, req.params.org)));
  });

  router.get('/orgs/:org/members', (req, res) => {
    const org = organization(context, req.params.org);
    res.json(
      paginate(context, req, res, org.members).map(login =>
        simpleUserByLogin(context, login),
      ),
    );
  });

  router.get('/orgs/:org/memberships/:username', (req, res) => {
    const org = organization(context, req.params.org);
    const login = req.params.username;
    if (!org.members.includes(login)) {
      throw notFound();
    }
    const api = `${context.urls.api}/orgs/${org.login}`;
    res.json({
      url: `${api}/memberships/${login}`,
      state: 'active',
      role: 'admin',
      organization_url: api,
      organization: simpleOrganization(context, org),
      user: simpleUserByLogin(context, login),
    });
  });

  router.get('/orgs/:org/teams', (req, res) => {
    const org = memberOrganization(context, req.params.org, res);
    res.json(
      paginate(context, req, res, org.teams).map(item =>
        team(context, org, item),
      ),
    );
  });

  router.get('/orgs/:org/teams/:slug', (req, res) => {
    const org = memberOrganization(context, req.params.org, res);
    res.json(fullTeam(context, org, findTeam(org, req.params.slug)));
  });

  router.put('/orgs/:org/teams/:slug/repos/:owner/:repo', async (req, res) => {
    const { owner, repo } = req.params;
    const org = memberOrganization(context, req.params.org, res);
    const item = findTeam(org, req.params.slug);
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    if (record.owner !== org.login) {
      throw new GitHubError(422, 'Validation Failed', {
        problems: [{ resource: 'Repository', code: 'invalid', field: 'owner' }],
      });
    }
    record.teams[item.slug] =
      new Fields(jsonBody(req), 'TeamMember').oneOf<Permission>(
        'permission',
        PERMISSIONS,
      ) ?? 'push';
    await context.store.saveRepository(record);
    res.status(204).end();
  });

  return router;
}

/** @throws GitHubError 404 */
export function organization(
  context: SandboxContext,
  login: string,
): OrganizationAccount {
  const account = context.store.getAccount(login);
  if (account?.type !== 'Organization') {
    throw notFound();
  }
  return account;
}

function memberOrganization(
  context: SandboxContext,
  login: string,
  res: Response,
): OrganizationAccount {
  const viewer = requireViewer(locals(res).viewer);
  const org = organization(context, login);
  if (!org.members.includes(viewer.login)) {
    throw notFound();
  }
  return org;
}

function findTeam(org: OrganizationAccount, slug: string): Team {
  const found = org.teams.find(item => item.slug === slug);
  if (!found) {
    throw notFound();
  }
  return found;
}
