import { SandboxContext } from '../context';
import { Account, OrganizationAccount, Team, UserAccount } from '../types';
import { accountNodeId, nodeId } from './nodeIds';

/** An owner in the form that most answers embed (`simple-user`). */
export function simpleUser(context: SandboxContext, account: Account) {
  const { urls } = context;
  const api = `${urls.api}/users/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: urls.avatar(account.login),
    gravatar_id: '',
    url: api,
    html_url: urls.account(account.login),
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** As {@link simpleUser}, by login; a login that is gone is GitHub's ghost. */
export function simpleUserByLogin(context: SandboxContext, login: string) {
  return simpleUser(
    context,
    context.store.getAccount(login) ?? {
      type: 'User',
      id: 0,
      login: 'ghost',
      createdAt: '1970-01-01T00:00:00Z',
      updatedAt: '1970-01-01T00:00:00Z',
    },
  );
}

export function publicUser(context: SandboxContext, account: Account) {
  const repositories = context.store.listRepositories(account.login);
  return {
    ...simpleUser(context, account),
    name: account.name ?? null,
    company: null,
    blog: '',
    location: null,
    email: account.email ?? null,
    hireable: null,
    bio: account.description ?? null,
    twitter_username: null,
    public_repos: repositories.filter(repo => repo.visibility === 'public')
      .length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

export function privateUser(context: SandboxContext, user: UserAccount) {
  const ownPrivate = context.store
    .listRepositories(user.login)
    .filter(repo => repo.visibility !== 'public').length;
  return {
    ...publicUser(context, user),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: ownPrivate,
    owned_private_repos: ownPrivate,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: false,
    plan: {
      name: 'sandbox',
      space: 976562499,
      private_repos: 9999,
      collaborators: 0,
    },
  };
}

export function simpleOrganization(
  context: SandboxContext,
  org: OrganizationAccount,
) {
  const api = `${context.urls.api}/orgs/${org.login}`;
  return {
    login: org.login,
    id: org.id,
    node_id: accountNodeId(org),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: context.urls.avatar(org.login),
    description: org.description ?? null,
  };
}

export function fullOrganization(
  context: SandboxContext,
  org: OrganizationAccount,
) {
  return {
    ...simpleOrganization(context, org),
    name: org.name ?? org.login,
    ...(org.email && { email: org.email }),
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: context.store
      .listRepositories(org.login)
      .filter(repo => repo.visibility === 'public').length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: context.urls.account(org.login),
    type: 'Organization',
    created_at: org.createdAt,
    updated_at: org.updatedAt,
    archived_at: null,
  };
}

export function team(
  context: SandboxContext,
  org: OrganizationAccount,
  item: Team,
) {
  const api = `${context.urls.api}/organizations/${org.id}/team/${item.id}`;
  return {
    id: item.id,
    node_id: nodeId('T_', item.id),
    name: item.name,
    slug: item.slug,
    description: item.description ?? null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url: api,
    html_url: `${context.urls.base}/orgs/${org.login}/teams/${item.slug}`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
    type: 'organization',
    organization_id: org.id,
    parent: null,
  };
}

export function fullTeam(
  context: SandboxContext,
  org: OrganizationAccount,
  item: Team,
) {
  return {
    ...team(context, org, item),
    created_at: item.createdAt,
    updated_at: item.createdAt,
    members_count: item.members.length,
    repos_count: context.store
      .listRepositories(org.login)
      .filter(repo => repo.teams[item.slug]).length,
    organization: fullOrganization(context, org),
  };
}
