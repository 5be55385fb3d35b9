import { setTimeout as sleep } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Octokit } from '@octokit/rest';
import { messageOf } from '../lib/errors';
import { parsePlace } from '../catalogSync/locations';
import { findOldProbes, OldProbe } from './oldProbes';
import type { ProbeCatalog } from './ProbeCatalog';
import { probeTime } from './marker';

/** An event of GitHub takes the entities out within this time, where GitHub can reach the portal. */
const EVENT_MS = 3_000;
const POLL_MS = 300;

/** What {@link removeProbe} did. */
export interface Removal {
  /** How the entities went: by GitHub's event, or because we took them out; undefined: there were none. */
  by?: 'event' | 'unregistering';
  /** What is still there, with the reason. */
  left: string[];
}

/** Deletes a probe's repository and sees to it that its entities leave the catalog. Never throws. */
export async function removeProbe(
  octokit: Octokit,
  catalog: ProbeCatalog,
  probe: OldProbe,
  timeoutMs: number,
): Promise<Removal> {
  const { owner, repo, url } = probe;
  let had: boolean;
  try {
    had = (await catalog.entitiesOf(probe)).length > 0;
  } catch {
    had = false;
  }
  try {
    await octokit.request('DELETE /repos/{owner}/{repo}', { owner, repo });
  } catch (error) {
    const { status } = error as { status?: number };
    if (status !== 404) {
      return {
        left: [
          `${url} and its entities: the repository cannot be deleted (${messageOf(
            error,
          )}). Delete it in its settings, or give the token the right (classic: delete_repo; others: Administration: write)`,
        ],
      };
    }
  }
  try {
    return await removeEntities(catalog, probe, had, timeoutMs);
  } catch (error) {
    return { left: [`entities of ${url} in the catalog: ${messageOf(error)}`] };
  }
}

async function removeEntities(
  catalog: ProbeCatalog,
  probe: OldProbe,
  had: boolean,
  timeoutMs: number,
): Promise<Removal> {
  const started = Date.now();
  let by: Removal['by'] = had ? 'event' : undefined;
  for (;;) {
    const entities = await catalog.entitiesOf(probe);
    if (entities.length === 0) {
      return { by, left: [] };
    }
    const waited = Date.now() - started;
    if (waited > timeoutMs) {
      return {
        left: entities.map(
          entity => `${stringifyEntityRef(entity)} in the catalog`,
        ),
      };
    }
    if (waited > EVENT_MS) {
      by = 'unregistering';
      // The location first: it would bring the others back.
      for (const entity of entities) {
        await catalog.remove(entity);
      }
    }
    await sleep(POLL_MS);
  }
}

/** Removes what interrupted runs left: marked repositories, and entities of probes whose repository is gone. */
export async function removeOldProbes(
  octokit: Octokit,
  catalog: ProbeCatalog,
  owner: string,
  timeoutMs: number,
): Promise<{ removed: string[]; left: string[] }> {
  const removed: string[] = [];
  const left: string[] = [];
  const probes = await findOldProbes(octokit, owner, new Date());
  for (const target of await catalog.probeLocations()) {
    const place = parsePlace(target);
    if (
      place &&
      probeTime(place.repo) &&
      place.owner.toLowerCase() === owner.toLowerCase() &&
      !probes.some(({ repo }) => repo === place.repo) &&
      (await isGone(octokit, place.owner, place.repo))
    ) {
      probes.push({
        owner: place.owner,
        repo: place.repo,
        url: target.replace(/\/(blob|tree)\/.*$/, ''),
        branch: place.rest.replace(/\/[^/]+$/, ''),
      });
    }
  }
  for (const probe of probes) {
    const result = await removeProbe(octokit, catalog, probe, timeoutMs);
    (result.left.length > 0 ? left : removed).push(
      ...(result.left.length > 0 ? result.left : [probe.url]),
    );
  }
  return { removed, left };
}

async function isGone(
  octokit: Octokit,
  owner: string,
  repo: string,
): Promise<boolean> {
  try {
    await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
    return false;
  } catch (error) {
    return (error as { status?: number }).status === 404;
  }
}
