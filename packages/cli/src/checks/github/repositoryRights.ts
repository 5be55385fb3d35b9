import { messageOf } from '../../lib/errors';
import { cureFor, RightResult, RightsOptions, Sample, WRITE } from './right';
import { hasScope, TokenFacts } from './token';

/** Reading and writing contents and pull requests, tried with a repository. */
export async function contentRights(
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
      ...mayWrite(facts, sample, permission),
    });
  }
  return results;
}

/** Whether the members can be read, beyond those that are public. */
export async function canReadMembers({
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

/** Whether the webhooks of a repository can be read. */
export async function canReadHooks(
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

/** Whether repositories can be deleted, as far as that can be told without doing it. */
export function canDelete({ owner, facts }: RightsOptions): RightResult {
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

function mayWrite(
  facts: TokenFacts,
  { name, canPush }: Sample,
  permission: string,
): Pick<RightResult, 'status' | 'proof' | 'cure'> {
  const scoped = hasScope(facts, 'repo');
  if (scoped === false) {
    return {
      status: 'missing',
      proof: 'the scope repo is not there',
      cure: cureFor(facts, 'repo', ''),
    };
  }
  if (canPush && scoped) {
    return {
      status: 'proved',
      proof: `permissions.push of ${name}, scope repo`,
    };
  }
  return {
    status: 'unproved',
    proof: canPush
      ? `permissions.push of ${name} is the right of the person; the token's ${permission}: write cannot be proved without writing`
      : `no permissions.push in ${name}; new repositories may differ`,
    cure: WRITE,
  };
}
