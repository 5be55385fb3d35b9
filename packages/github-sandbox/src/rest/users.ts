import Router from 'express-promise-router';
import { requireViewer } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import {
  privateUser,
  publicUser,
  simpleOrganization,
} from '../serialize/accounts';
import { OrganizationAccount } from '../types';
import { locals, paginate } from './request';

/** `/user` and `/users/{username}`. */
export function createUsersRouter(context: SandboxContext) {
  const router = Router();

  router.get('/user', (_req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    // Classic tokens tell their scopes; callers check them before publishing.
    res.setHeader('x-oauth-scopes', 'repo, read:org, workflow, delete_repo');
    res.json(privateUser(context, viewer));
  });

  router.get('/user/orgs', (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    res.json(
      paginate(context, req, res, organizationsOf(context, viewer.login)).map(
        org => simpleOrganization(context, org),
      ),
    );
  });

  router.get('/user/memberships/orgs', (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { urls } = context;
    res.json(
      paginate(context, req, res, organizationsOf(context, viewer.login)).map(
        org => ({
          url: `${urls.api}/orgs/${org.login}/memberships/${viewer.login}`,
          state: 'active',
          role: 'admin',
          organization_url: `${urls.api}/orgs/${org.login}`,
          organization: simpleOrganization(context, org),
          user: publicUser(context, viewer),
        }),
      ),
    );
  });

  router.get('/users/:username', (req, res) => {
    const account = context.store.getAccount(req.params.username);
    if (!account) {
      throw notFound();
    }
    res.json(publicUser(context, account));
  });

  router.get('/users/:username/orgs', (req, res) => {
    const account = context.store.getAccount(req.params.username);
    if (account?.type !== 'User') {
      throw notFound();
    }
    res.json(
      paginate(context, req, res, organizationsOf(context, account.login)).map(
        org => simpleOrganization(context, org),
      ),
    );
  });

  return router;
}

export function organizationsOf(
  context: SandboxContext,
  login: string,
): OrganizationAccount[] {
  return context.store
    .listAccounts()
    .filter(
      (account): account is OrganizationAccount =>
        account.type === 'Organization' && account.members.includes(login),
    );
}
