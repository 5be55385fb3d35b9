import { readableRepository, permissionOf } from '../auth';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { accountNodeId, nodeId } from '../serialize/nodeIds';
import {
  Account,
  OrganizationAccount,
  RepositoryRecord,
  Team,
  UserAccount,
  Viewer,
} from '../types';
import { connection, ConnectionArgs } from './connection';
import { graphqlError } from './errors';
import { repositoryNode } from './repositories';

interface RepositoriesArgs extends ConnectionArgs {
  orderBy?: { direction: 'ASC' | 'DESC'; field: string };
  isArchived?: boolean | null;
  isFork?: boolean | null;
  visibility?: string | null;
}

export function ownerNode(
  context: SandboxContext,
  viewer: Viewer,
  account: Account,
) {
  return account.type === 'User'
    ? userNode(context, viewer, account)
    : organizationNode(context, viewer, account);
}

function accountFields(
  context: SandboxContext,
  viewer: Viewer,
  account: Account,
) {
  return {
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    name: account.name ?? null,
    url: context.urls.account(account.login),
    avatarUrl: context.urls.avatar(account.login),
    createdAt: account.createdAt,
    repositories: (args: RepositoriesArgs) =>
      connection(
        'repositories',
        select(context, viewer, account, args),
        args,
        record => repositoryNode(context, viewer, record),
      ),
    repository: ({ name }: { name: string }) =>
      findRepository(context, viewer, account.login, name),
  };
}

function select(
  context: SandboxContext,
  viewer: Viewer,
  account: Account,
  args: RepositoriesArgs,
): RepositoryRecord[] {
  const items = context.store
    .listRepositories(account.login)
    .filter(record => permissionOf(context, viewer, record))
    .filter(record => (record.hiddenUntil ?? 0) <= context.clock())
    .filter(() => !args.isFork)
    .filter(
      record =>
        typeof args.isArchived !== 'boolean' ||
        record.archived === args.isArchived,
    )
    .filter(
      record =>
        !args.visibility || record.visibility.toUpperCase() === args.visibility,
    );
  if (args.orderBy) {
    const { direction, field } = args.orderBy;
    const key = (record: RepositoryRecord) =>
      ({
        NAME: record.name.toLowerCase(),
        PUSHED_AT: record.pushedAt,
        UPDATED_AT: record.updatedAt,
      }[field] ?? record.createdAt);
    items.sort((a, b) => key(a).localeCompare(key(b)));
    if (direction === 'DESC') {
      items.reverse();
    }
  }
  return items;
}

/** The repository, or GitHub's NOT_FOUND. */
export function findRepository(
  context: SandboxContext,
  viewer: Viewer,
  owner: string,
  name: string,
) {
  try {
    const record = readableRepository(context, viewer, owner, name);
    return repositoryNode(context, viewer, record);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) {
      throw graphqlError(
        'NOT_FOUND',
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
      );
    }
    throw error;
  }
}

export function userNode(
  context: SandboxContext,
  viewer: Viewer,
  user: UserAccount,
) {
  return {
    __typename: 'User',
    ...accountFields(context, viewer, user),
    bio: user.description ?? null,
    // GitHub gives an empty string when the address is not public.
    email: user.email ?? '',
    suspendedAt: null,
    organizationVerifiedDomainEmails: [],
    organizations: (args: ConnectionArgs) =>
      connection(
        'organizations',
        context.store
          .listAccounts()
          .filter(
            (account): account is OrganizationAccount =>
              account.type === 'Organization' &&
              account.members.includes(user.login),
          ),
        args,
        org => organizationNode(context, viewer, org),
      ),
  };
}

export function organizationNode(
  context: SandboxContext,
  viewer: Viewer,
  org: OrganizationAccount,
): object {
  const isMember = Boolean(viewer && org.members.includes(viewer.login));
  return {
    __typename: 'Organization',
    ...accountFields(context, viewer, org),
    description: org.description ?? null,
    email: org.email ?? null,
    viewerIsAMember: isMember,
    viewerCanCreateRepositories: isMember,
    membersWithRole: (args: ConnectionArgs) =>
      connection('membersWithRole', usersOf(context, org.members), args, user =>
        userNode(context, viewer, user),
      ),
    teams: (args: ConnectionArgs & { userLogins?: string[] }) =>
      connection(
        'teams',
        org.teams.filter(
          item =>
            !args.userLogins?.length ||
            args.userLogins.some(login => item.members.includes(login)),
        ),
        args,
        item => teamNode(context, viewer, org, item),
      ),
    team: ({ slug }: { slug: string }) => {
      const found = org.teams.find(item => item.slug === slug);
      return found ? teamNode(context, viewer, org, found) : null;
    },
  };
}

function usersOf(context: SandboxContext, logins: string[]): UserAccount[] {
  return logins.flatMap(login => {
    const account = context.store.getAccount(login);
    return account?.type === 'User' ? [account] : [];
  });
}

function teamNode(
  context: SandboxContext,
  viewer: Viewer,
  org: OrganizationAccount,
  item: Team,
) {
  const url = `${context.urls.base}/orgs/${org.login}/teams/${item.slug}`;
  return {
    id: nodeId('T', item.id),
    slug: item.slug,
    combinedSlug: `${org.login}/${item.slug}`,
    name: item.name,
    description: item.description ?? null,
    avatarUrl: context.urls.avatar(org.login),
    url,
    editTeamUrl: `${url}/edit`,
    parentTeam: null,
    members: (args: ConnectionArgs) =>
      connection('members', usersOf(context, item.members), args, user =>
        userNode(context, viewer, user),
      ),
  };
}
