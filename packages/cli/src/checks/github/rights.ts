import { messageOf } from '../../lib/errors';
import {
  canDelete,
  canReadHooks,
  canReadMembers,
  contentRights,
} from './repositoryRights';
import { cureFor, RightResult, RightsOptions, Sample, WRITE } from './right';
import { hasScope } from './token';

/** What is read of a repository in a list. */
interface ListedRepository {
  name: string;
  owner: { login: string };
  private: boolean;
  archived: boolean;
  /** 0 of one without a commit. */
  size: number;
  permissions?: { push?: boolean };
}

/** Proves by reading what the platform needs at an owner; changes nothing. */
export async function proveRights(
  options: RightsOptions,
): Promise<RightResult[]> {
  const { octokit, owner } = options;
  let isOrganization: boolean;
  try {
    const { data } = await octokit.request('GET /users/{username}', {
      username: owner,
    });
    isOrganization = data.type === 'Organization';
  } catch (error) {
    return [
      {
        owner,
        right: 'see the owner',
        status: 'missing',
        proof: `GET /users/${owner}: ${messageOf(error)}`,
        cure: 'Correct the name (GITHUB_ORG, catalog.providers.github or --owner).',
      },
    ];
  }
  const results: RightResult[] = [];
  const sample = await findSample(options, isOrganization, results);
  results.push(await canCreate(options, isOrganization));
  results.push(...(await contentRights(options, sample)));
  if (isOrganization) {
    results.push(await canReadMembers(options));
  }
  if (options.webhooks && sample) {
    results.push(await canReadHooks(options, sample));
  }
  results.push(canDelete(options));
  return results;
}

/** Lists the owner's repositories: the proof of `metadata`, and one of them to prove the rest with. */
async function findSample(
  { octokit, owner, facts }: RightsOptions,
  isOrganization: boolean,
  results: RightResult[],
): Promise<Sample | undefined> {
  const isOwn = facts.login?.toLowerCase() === owner.toLowerCase();
  const paths = {
    organization: 'GET /orgs/{owner}/repos',
    own: 'GET /user/repos?affiliation=owner',
    user: 'GET /users/{owner}/repos',
  };
  const ofUser = isOwn ? paths.own : paths.user;
  const path = isOrganization ? paths.organization : ofUser;
  const asked = path.replace('{owner}', owner);
  try {
    const { data } = await octokit.request(path, {
      owner,
      per_page: 100,
      sort: 'pushed',
    });
    // A server may not know `affiliation`.
    const all = (data as ListedRepository[]).filter(
      one => one.owner.login.toLowerCase() === owner.toLowerCase(),
    );
    const repositories = all.filter(
      ({ archived, size }) => !archived && size > 0,
    );
    // A private one proves more: anybody reads a public one.
    const found =
      repositories.find(one => one.private && one.permissions?.push) ??
      repositories.find(one => one.permissions?.push) ??
      repositories[0];
    results.push({
      owner,
      right: 'read metadata',
      status: 'proved',
      proof: `${asked} lists ${
        data.length === 100 ? 'many' : all.length
      } repositories`,
    });
    return (
      found && {
        name: found.name,
        private: found.private,
        canPush: Boolean(found.permissions?.push),
      }
    );
  } catch (error) {
    results.push({
      owner,
      right: 'read metadata',
      status: 'missing',
      proof: `${asked}: ${messageOf(error)}`,
      cure: cureFor(facts, 'repo', 'Metadata: read'),
    });
    return undefined;
  }
}

async function canCreate(
  { octokit, owner, facts }: RightsOptions,
  isOrganization: boolean,
): Promise<RightResult> {
  const base = { owner, right: 'create repositories' };
  const scoped = hasScope(facts, 'repo');
  if (scoped === false) {
    return {
      ...base,
      status: 'missing',
      proof: `the scope repo is not among: ${
        facts.scopes!.join(', ') || 'none'
      }`,
      cure: cureFor(facts, 'repo', 'Administration: write'),
    };
  }
  if (!isOrganization) {
    const isOwn = facts.login?.toLowerCase() === owner.toLowerCase();
    if (!isOwn) {
      return {
        ...base,
        status: 'missing',
        proof: `the token is of ${
          facts.login ?? 'no user'
        }, and only ${owner}'s own token makes repositories for the user ${owner}`,
        cure: `Use a token of ${owner}, or an organization.`,
      };
    }
    return scoped
      ? { ...base, status: 'proved', proof: 'own account, scope repo' }
      : {
          ...base,
          status: 'unproved',
          proof: 'own account; the permission Administration cannot be read',
          cure: WRITE,
        };
  }
  try {
    const { organization } = await octokit.graphql<{
      organization: { viewerCanCreateRepositories: boolean };
    }>(
      'query mayCreate($login: String!) { organization(login: $login) { viewerCanCreateRepositories } }',
      { login: owner },
    );
    if (!organization.viewerCanCreateRepositories) {
      return {
        ...base,
        status: 'missing',
        proof: 'viewerCanCreateRepositories is false',
        cure: `Let an owner of ${owner} allow members to create repositories, or take a token of somebody who may.`,
      };
    }
    return {
      ...base,
      status: scoped ? 'proved' : 'unproved',
      proof: `viewerCanCreateRepositories is true${
        scoped
          ? ', scope repo'
          : '; that is the right of the person, the permission of the token (Administration: write) cannot be read'
      }`,
      ...(scoped ? {} : { cure: WRITE }),
    };
  } catch (error) {
    return {
      ...base,
      status: 'unproved',
      proof: `viewerCanCreateRepositories: ${messageOf(error)}`,
      cure: WRITE,
    };
  }
}
