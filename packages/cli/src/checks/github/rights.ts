import type { Octokit } from '@octokit/rest';
import { messageOf } from '../../lib/errors';
import { hasScope, TokenFacts } from './token';

/**
 * What became of a right. `unproved`: nothing that only reads can tell; the token may have it.
 * `optional`: it is not there, and only what `cure` names misses it.
 */
export type RightStatus = 'proved' | 'unproved' | 'missing' | 'optional';

/** One right at one owner. */
export interface RightResult {
  owner: string;
  right: string;
  status: RightStatus;
  /** What was asked and answered: the proof, or its lack. */
  proof: string;
  cure?: string;
}

/** What {@link proveRights} needs. */
export interface RightsOptions {
  octokit: Octokit;
  facts: TokenFacts;
  owner: string;
  /** The configuration takes events of GitHub. */
  webhooks: boolean;
}

interface Sample {
  name: string;
  private: boolean;
  canPush: boolean;
}

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

const WRITE = 'Prove it with --write-test.';

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
  const path = paths[isOrganization ? 'organization' : isOwn ? 'own' : 'user'];
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

async function contentRights(
  { octokit, owner, facts }: RightsOptions,
  sample: Sample | undefined,
): Promise<RightResult[]> {
  const kinds = [
    {
      right: 'contents',
      path: 'GET /repos/{owner}/{repo}/commits?per_page=1',
      permission: 'Contents',
    },
    {
      right: 'pull requests',
      path: 'GET /repos/{owner}/{repo}/pulls?per_page=1',
      permission: 'Pull requests',
    },
  ];
  const scoped = hasScope(facts, 'repo');
  const results: RightResult[] = [];
  for (const { right, path, permission } of kinds) {
    if (!sample) {
      results.push({
        owner,
        right: `read and write ${right}`,
        status: 'unproved',
        proof: 'there is no repository with a commit to try it with',
        cure: WRITE,
      });
      continue;
    }
    const asked = path.replace('{owner}', owner).replace('{repo}', sample.name);
    try {
      await octokit.request(path, { owner, repo: sample.name });
      // The scope holds for private ones as well; a public repository is read by anybody.
      const proves = sample.private || scoped;
      results.push({
        owner,
        right: `read ${right}`,
        status: proves ? 'proved' : 'unproved',
        proof: proves
          ? `${asked} answers`
          : `${asked} answers, but the repository is public, which any token may read`,
        ...(proves ? {} : { cure: WRITE }),
      });
    } catch (error) {
      results.push({
        owner,
        right: `read ${right}`,
        status: 'missing',
        proof: `${asked}: ${messageOf(error)}`,
        cure: cureFor(facts, 'repo', `${permission}: read and write`),
      });
      continue;
    }
    results.push({
      owner,
      right: `write ${right}`,
      ...(scoped === false
        ? {
            status: 'missing' as const,
            proof: 'the scope repo is not there',
            cure: cureFor(facts, 'repo', ''),
          }
        : sample.canPush && scoped
        ? {
            status: 'proved' as const,
            proof: `permissions.push of ${sample.name}, scope repo`,
          }
        : {
            status: 'unproved' as const,
            proof: sample.canPush
              ? `permissions.push of ${sample.name} is the right of the person; the token's ${permission}: write cannot be proved without writing`
              : `no permissions.push in ${sample.name}; new repositories may differ`,
            cure: WRITE,
          }),
    });
  }
  return results;
}

async function canReadMembers({
  octokit,
  owner,
  facts,
}: RightsOptions): Promise<RightResult> {
  const base = { owner, right: 'read organization members' };
  const asked = `GET /orgs/${owner}/members`;
  try {
    const { data, url } = await octokit.request('GET /orgs/{org}/members', {
      org: owner,
      per_page: 1,
    });
    // GitHub sends who may not see all on to the public members.
    const isPublicOnly =
      url.includes('public_members') || hasScope(facts, 'read:org') === false;
    return isPublicOnly
      ? {
          ...base,
          status: 'optional',
          proof: `${asked} gives the public members only`,
          cure: `Only the choice of an organization in the page misses it. ${cureFor(
            facts,
            'read:org',
            'Members: read',
          )}`,
        }
      : { ...base, status: 'proved', proof: `${asked} gives ${data.length}` };
  } catch (error) {
    return {
      ...base,
      status: 'optional',
      proof: `${asked}: ${messageOf(error)}`,
      cure: cureFor(facts, 'read:org', 'Members: read'),
    };
  }
}

async function canReadHooks(
  { octokit, owner }: RightsOptions,
  sample: Sample,
): Promise<RightResult> {
  const base = { owner, right: 'read webhooks' };
  const asked = `GET /repos/${owner}/${sample.name}/hooks`;
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/hooks', {
      owner,
      repo: sample.name,
    });
    return {
      ...base,
      status: 'proved',
      proof: `${asked} lists ${data.length}`,
    };
  } catch (error) {
    return {
      ...base,
      status: 'optional',
      proof: `${asked}: ${messageOf(error)}`,
      cure: 'The platform only receives events; make the webhook in the settings on GitHub.',
    };
  }
}

function canDelete({ owner, facts }: RightsOptions): RightResult {
  const base = { owner, right: 'delete repositories' };
  const scoped = hasScope(facts, 'delete_repo');
  if (scoped === true) {
    return { ...base, status: 'proved', proof: 'scope delete_repo' };
  }
  const only = 'Only probes miss it: without it they stay and are named.';
  return scoped === undefined
    ? {
        ...base,
        status: 'unproved',
        proof: 'cannot be proved without deleting one',
        cure: `${only} ${WRITE}`,
      }
    : {
        ...base,
        status: 'optional',
        proof: 'the scope delete_repo is not there',
        cure: `${only} ${cureFor(facts, 'delete_repo', '')}`,
      };
}

/** Where the right is given, by the kind of the token. */
function cureFor(
  { kind, scopes }: TokenFacts,
  scope: string,
  permission: string,
): string {
  if (scopes) {
    return `Give the token the scope ${scope} (Settings, Developer settings, Personal access tokens).`;
  }
  return kind === 'app-installation'
    ? `Give the app the permission ${permission} and let the owner accept it.`
    : kind === 'actions'
    ? `Actions' own token reaches its own repository only; use another one with ${permission}.`
    : `Give the token the permission ${permission} for this owner's repositories.`;
}
