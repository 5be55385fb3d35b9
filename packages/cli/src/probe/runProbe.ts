import { setTimeout as sleep } from 'node:timers/promises';
import {
  Analysis,
  InfraAiClient,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Octokit } from '@octokit/rest';
import { CommandError, messageOf } from '../lib/errors';
import type { PortalApi } from '../platform/portalApi';
import { PROBE_TOPIC } from './marker';
import type { ProbeCatalog } from './ProbeCatalog';
import type { Stages } from './stages';

const POLL_MS = 300;
/** GitHub counts requests. */
const GITHUB_POLL_MS = 1_000;

const DESCRIPTION =
  'A React web app calls an Orders API, which stores its data in PostgreSQL.';

/** A probe that is under way; filled as it goes, so that whatever there is can be removed. */
export interface Probe {
  owner: string;
  repo: string;
  analysisId?: string;
  /** Address of the repository, once GitHub has it. */
  url?: string;
  branch?: string;
  entityRefs: string[];
}

/** What {@link runProbe} works with. */
export interface ProbeOptions {
  portal: PortalApi;
  client: InfraAiClient;
  octokit: Octokit;
  catalog: ProbeCatalog;
  stages: Stages;
  signal: AbortSignal;
}

/** A client of the portal's own API. */
export function infraAiClient({ baseUrl }: PortalApi): InfraAiClient {
  return new InfraAiClient({
    discoveryApi: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
  });
}

/**
 * Publishes a small system through the portal as a person would, and looks with GitHub's and the catalog's own eyes
 * whether each stage has happened.
 *
 * @throws CommandError that names the stage and its reason
 */
export async function runProbe(
  probe: Probe,
  options: ProbeOptions,
): Promise<void> {
  const { client, octokit, portal, catalog, stages, signal } = options;
  const { token } = portal;
  const request = { token, signal };
  const { owner, repo } = probe;

  stages.begin('analysis');
  const analyzers = await client.listAnalyzers({ token });
  expectTime('analysis');
  // Not to be interrupted: its answer says what has to be removed.
  const started = await client.startTextAnalysis(
    {
      description: DESCRIPTION,
      name: repo,
      // It costs nothing and needs no key; what is tested here is GitHub and the catalog.
      ...(analyzers.some(({ id }) => id === 'embedded')
        ? { analyzer: 'embedded' }
        : {}),
      publish: { owner, repo, visibility: 'private' },
    },
    { token },
  );
  probe.analysisId = started.id;
  const look = async () => client.getAnalysis(started.id, request);
  await until('analysis', POLL_MS, async () => isAnalyzed(await look()));
  stages.end('analysis');

  stages.begin('repository');
  await until('repository', GITHUB_POLL_MS, async () => {
    await expectAlive(look);
    const found = await orUndefined(
      octokit.request('GET /repos/{owner}/{repo}', { owner, repo }),
    );
    probe.url = found?.data.html_url;
    probe.branch = found?.data.default_branch;
    return probe.url !== undefined;
  });
  stages.end('repository');

  stages.begin('commit');
  await until('commit', GITHUB_POLL_MS, async () => {
    await expectAlive(look);
    return Boolean(
      await orUndefined(
        octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
          owner,
          repo,
          path: 'catalog-info.yaml',
        }),
      ),
    );
  });
  stages.end('commit');
  await mark(options, probe);

  stages.begin('visible in the catalog');
  let publication: Publication | undefined;
  ({ entityRefs: probe.entityRefs } = await client.getFiles(started.id, {
    token,
    owner,
    repo,
  }));
  await until('visible in the catalog', POLL_MS, async () => {
    publication = await expectAlive(look);
    const missing = await catalog.missing(probe.entityRefs, {
      url: probe.url!,
      branch: probe.branch!,
    });
    return missing.length === 0;
  });
  stages.end('visible in the catalog');

  stages.begin('confirmed by the portal');
  await until('confirmed by the portal', POLL_MS, async () => {
    publication = await expectAlive(look);
    return publication?.state === 'completed';
  });
  stages.end('confirmed by the portal');

  function expectTime(stage: string): void {
    if (signal.aborted) {
      throw new CommandError(
        `The stage '${stage}' was not reached: ${messageOf(signal.reason)}.`,
      );
    }
  }

  async function until(
    stage: string,
    interval: number,
    isDone: () => Promise<boolean>,
  ): Promise<void> {
    for (;;) {
      try {
        if (await isDone()) {
          return;
        }
        await sleep(interval, undefined, { signal });
      } catch (error) {
        expectTime(stage);
        throw error;
      }
    }
  }
}

function isAnalyzed({ state, error }: Analysis): boolean {
  if (state === 'failed' || state === 'cancelled') {
    throw new CommandError(
      `The analysis ${state}: ${error?.message ?? 'no reason was given'} ${
        error?.hint ?? ''
      }`.trim(),
    );
  }
  return state === 'completed';
}

/** The publication, unless it has failed. */
async function expectAlive(
  look: () => Promise<Analysis>,
): Promise<Publication | undefined> {
  const [publication] = (await look()).publications;
  if (publication?.state === 'failed') {
    const { error } = publication;
    throw new CommandError(
      `The publication failed: ${error?.message ?? 'no reason was given'} ${
        error?.hint ?? ''
      }`.trim(),
    );
  }
  return publication;
}

/** Sets the topic by which a later run knows what it may delete. */
async function mark(
  { octokit, stages }: ProbeOptions,
  { owner, repo }: Probe,
): Promise<void> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/topics', {
      owner,
      repo,
    });
    await octokit.request('PUT /repos/{owner}/{repo}/topics', {
      owner,
      repo,
      names: [...data.names, PROBE_TOPIC],
    });
  } catch (error) {
    // The key of the publication in its description marks it as well.
    stages.say(`! the topic ${PROBE_TOPIC} cannot be set: ${messageOf(error)}`);
  }
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    // 409: it has no commit yet.
    if ([404, 409].includes((error as { status?: number }).status ?? 0)) {
      return undefined;
    }
    throw error;
  }
}
