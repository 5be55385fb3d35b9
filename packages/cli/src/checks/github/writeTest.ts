import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { messageOf } from '../../lib/errors';
import { PROBE_DESCRIPTION, probeName } from '../../probe/marker';
import type { RightResult } from './right';

/** How long a repository that was just made may answer 404. */
const SETTLES_MS = 15_000;

/** What the write test did. */
export interface WriteTest {
  rights: RightResult[];
  /** Address of what could not be removed. */
  left?: string;
}

/**
 * Makes a private repository, commits to it, opens and closes a pull request, and deletes it: what the platform does when
 * it publishes. A step that fails ends the test; the repository is deleted all the same.
 */
export async function writeTest(
  octokit: Octokit,
  owner: string,
  signal?: AbortSignal,
): Promise<WriteTest> {
  const rights: RightResult[] = [];
  const repo = probeName(new Date());
  const request = { signal };
  let madeFor = owner;
  let refused = false;
  const step = async (
    right: string,
    proof: string,
    work: () => Promise<void>,
  ) => {
    try {
      await work();
      rights.push({ owner, right, status: 'proved', proof });
    } catch (error) {
      const { status } = error as { status?: number };
      refused = rights.length === 0 && status !== undefined && status < 500;
      rights.push({
        owner,
        right,
        status: 'missing',
        proof: `${proof}: ${explain(error)}`,
        cure: 'Give the token this right, see the message of GitHub.',
      });
      throw error;
    }
  };
  try {
    await step('create repositories', `created ${owner}/${repo}`, async () => {
      const settings = {
        name: repo,
        description: PROBE_DESCRIPTION,
        private: true,
        auto_init: true,
        request,
      };
      const { data: account } = await octokit.request('GET /users/{username}', {
        username: owner,
        request,
      });
      const { data } =
        account.type === 'Organization'
          ? await octokit.request('POST /orgs/{org}/repos', {
              org: owner,
              ...settings,
            })
          : await octokit.request('POST /user/repos', settings);
      madeFor = data.owner.login;
      if (data.owner.login.toLowerCase() !== owner.toLowerCase()) {
        throw new Error(
          `it was made for ${data.owner.login}, whose token this is`,
        );
      }
    });
    const at = { owner, repo, request };
    let base = 'main';
    await step('write contents', 'committed to a branch', async () => {
      const { data } = await settled(() =>
        octokit.request('GET /repos/{owner}/{repo}', at),
      );
      base = data.default_branch;
      const { data: ref } = await settled(() =>
        octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
          ...at,
          ref: `heads/${base}`,
        }),
      );
      await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
        ...at,
        ref: 'refs/heads/probe',
        sha: ref.object.sha,
      });
      await octokit.request('PUT /repos/{owner}/{repo}/contents/{path}', {
        ...at,
        path: 'probe.md',
        branch: 'probe',
        message: 'Probe of infra-ai',
        content: Buffer.from(`${PROBE_DESCRIPTION}\n`).toString('base64'),
      });
    });
    await step('write pull requests', 'opened and closed one', async () => {
      const { data } = await octokit.request(
        'POST /repos/{owner}/{repo}/pulls',
        { ...at, title: 'Probe of infra-ai', head: 'probe', base },
      );
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...at,
        pull_number: data.number,
        state: 'closed',
      });
    });
  } catch {
    // Its step has told it.
  }
  if (refused) {
    return { rights };
  }
  const left = await remove(octokit, { owner: madeFor, repo }, owner, rights);
  return { rights, left };
}

/** Deletes the repository, where there is one; answers with its address when that failed. */
async function remove(
  octokit: Octokit,
  made: { owner: string; repo: string },
  owner: string,
  rights: RightResult[],
): Promise<string | undefined> {
  let url: string;
  try {
    // Looked up, not remembered: the answer to its creation may have been lost.
    const { data } = await settled(() =>
      octokit.request('GET /repos/{owner}/{repo}', made),
    );
    if (data.description !== PROBE_DESCRIPTION) {
      return undefined;
    }
    url = data.html_url;
  } catch (error) {
    return (error as { status?: number }).status === 404
      ? undefined
      : `${made.owner}/${made.repo} (if it was made: ${messageOf(error)})`;
  }
  const proof = `${made.owner}/${made.repo}`;
  const right = 'delete repositories';
  try {
    await octokit.request('DELETE /repos/{owner}/{repo}', made);
    rights.push({ owner, right, status: 'proved', proof: `deleted ${proof}` });
    return undefined;
  } catch (error) {
    rights.push({
      owner,
      right,
      status: 'optional',
      proof: `DELETE /repos/${proof}: ${explain(error)}`,
      cure: `${url} is left; delete it in its settings.`,
    });
    return url;
  }
}

/** GitHub may hide a repository from its maker for some seconds. */
async function settled<T>(ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + SETTLES_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { status?: number }).status !== 404 || Date.now() > until) {
        throw error;
      }
      await sleep(500);
    }
  }
}

/** GitHub's words, and the permission that it would accept where it names one. */
function explain(error: unknown): string {
  const accepted = (
    error as { response?: { headers?: Record<string, string> } }
  ).response?.headers?.['x-accepted-github-permissions'];
  return `${messageOf(error)}${accepted ? ` (it asks for ${accepted})` : ''}`;
}
