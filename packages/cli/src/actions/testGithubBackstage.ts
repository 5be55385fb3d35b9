import { setTimeout as sleep } from 'node:timers/promises';
import pc from 'picocolors';
import {
  discoveredOwners,
  readDiscoveryProviders,
} from '../catalogSync/discovery';
import { bePatient } from '../checks/github/patience';
import type { TestGithubBackstageFlags } from '../commands/testGithubBackstage';
import { CommandError, messageOf } from '../lib/errors';
import { formatTable } from '../lib/table';
import { readAppConfig } from '../platform/appConfig';
import { findCheckout } from '../platform/checkout';
import { readGithubApi } from '../platform/githubApi';
import { findPortal } from '../platform/portalApi';
import { probeName } from '../probe/marker';
import { ProbeCatalog } from '../probe/ProbeCatalog';
import { removeOldProbes, removeProbe } from '../probe/removeProbe';
import {
  infraAiClient,
  Probe,
  ProbeOptions,
  runProbe,
} from '../probe/runProbe';
import { Stage, Stages } from '../probe/stages';
import { print } from './config/print';

/** How long entities may take to leave the catalog. */
const REMOVAL_MS = 60_000;

/** What `test-github-backstage --json` prints. */
export interface ProbeReport {
  ok: boolean;
  owner: string;
  repository: string;
  entityRefs: string[];
  stages: Stage[];
  error?: string;
  /** How the entities left the catalog. */
  removedBy?: 'event' | 'unregistering';
  /** Repositories of earlier runs that were removed. */
  oldProbes: string[];
  left: string[];
}

/** The `test-github-backstage` command. */
export async function testGithubBackstage(
  flags: TestGithubBackstageFlags,
): Promise<void> {
  const config = await readAppConfig(findCheckout());
  const { octokit, host } = readGithubApi(config);
  bePatient(octokit);
  const owner =
    flags.owner ?? discoveredOwners(readDiscoveryProviders(config), host)[0];
  if (!owner) {
    throw new CommandError(
      `catalog.providers.github names no owner at ${host}. Set GITHUB_ORG, or name one with --owner.`,
    );
  }
  const portal = await findPortal('test-github-backstage');
  const probe: Probe = { owner, repo: probeName(new Date()), entityRefs: [] };
  if (flags.dryRun) {
    print(flags, { dryRun: true, owner, repository: probe.repo }, () =>
      [
        `Would publish the private repository ${owner}/${probe.repo} at ${host} through ${portal.baseUrl}, wait until its entities are in the catalog,`,
        flags.keep ? 'and leave it there.' : 'and remove both.',
      ].join(' '),
    );
    return;
  }
  const stages = new Stages({ quiet: flags.json });
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Error('it was interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  let timer: NodeJS.Timeout | undefined;
  const catalog = new ProbeCatalog(portal);
  const options: ProbeOptions = {
    portal,
    client: infraAiClient(portal),
    octokit,
    catalog,
    stages,
    signal: stop.signal,
  };
  const report: ProbeReport = {
    ok: false,
    owner,
    repository: `${host}/${owner}/${probe.repo}`,
    entityRefs: [],
    stages: stages.done,
    oldProbes: [],
    left: [],
  };
  try {
    const old = await removeOldProbes(octokit, catalog, owner, REMOVAL_MS);
    report.oldProbes = old.removed;
    report.left.push(...old.left);
    timer = setTimeout(
      () => stop.abort(new Error(`it took more than ${flags.timeout} s`)),
      flags.timeout * 1000,
    );
    await runProbe(probe, options);
  } catch (error) {
    report.error = explain(error);
  } finally {
    clearTimeout(timer);
    stages.stop();
  }
  report.entityRefs = probe.entityRefs;
  if (!flags.keep) {
    await cleanUp(probe, options, report);
  }
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  report.ok = report.error === undefined && report.left.length === 0;
  print(flags, report, () => format(report, flags.keep ?? false));
  if (!report.ok) {
    process.exitCode = 1;
  }
}

/** Removes repository, entities and analysis, in this order. */
async function cleanUp(
  probe: Probe,
  { octokit, catalog, client, portal, stages }: ProbeOptions,
  report: ProbeReport,
): Promise<void> {
  const { owner, repo, analysisId } = probe;
  if (!analysisId) {
    return;
  }
  stages.begin('removed');
  await endOfPublication();
  const { url, branch = 'main' } = probe;
  if (url) {
    const { by, left } = await removeProbe(
      octokit,
      catalog,
      { owner, repo, url, branch },
      REMOVAL_MS,
    );
    report.removedBy = by;
    report.left.push(...left);
  }
  try {
    await client.deleteAnalysis(analysisId, { token: portal.token });
  } catch (error) {
    report.left.push(`the analysis ${analysisId}: ${messageOf(error)}`);
  }
  if (report.left.length === 0) {
    stages.end('removed');
  }
  stages.stop();

  /** A run that ended early may have a publication under way, which would make the repository after we looked. */
  async function endOfPublication(): Promise<void> {
    const until = Date.now() + REMOVAL_MS;
    const isOver = async () => {
      const { publications } = await client.getAnalysis(analysisId!, {
        token: portal.token,
      });
      return publications.every(({ state }) =>
        ['completed', 'failed'].includes(state),
      );
    };
    try {
      while (!(await isOver()) && Date.now() < until) {
        await sleep(500);
      }
      if (!probe.url) {
        const { data } = await octokit.request('GET /repos/{owner}/{repo}', {
          owner,
          repo,
        });
        probe.url = data.html_url;
        probe.branch = data.default_branch;
      }
    } catch (error) {
      if ((error as { status?: number }).status !== 404) {
        report.left.push(
          `perhaps ${owner}/${repo}, which could not be looked for: ${messageOf(
            error,
          )}`,
        );
      }
    }
  }
}

/** What the portal's answer says, without the words around it. */
function explain(error: unknown): string {
  const { body } = error as { body?: { error?: { message?: string } } };
  return body?.error?.message ?? messageOf(error);
}

const HOW = {
  event: " by GitHub's event",
  unregistering: ': no event of GitHub came, so they were unregistered',
};

function format(report: ProbeReport, keep: boolean): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    ...report.oldProbes.map(url => `Removed ${url}, left by an earlier run.`),
    ...(report.stages.length > 0
      ? [
          formatTable(
            ['STAGE', 'TOOK', 'AFTER'],
            report.stages.map(({ name, tookMs, atMs }) => ({
              cells: [name, seconds(tookMs), seconds(atMs)],
            })),
          ),
        ]
      : []),
    ...(report.error ? [pc.red(report.error)] : []),
    ...report.left.map(what => pc.red(`Left behind: ${what}.`)),
    ...(report.ok
      ? [
          keep
            ? `${report.repository} with ${report.entityRefs.length} entities is in the catalog and stays (--keep).`
            : `${
                report.entityRefs.length
              } entities reached the catalog and left it again${
                report.removedBy ? HOW[report.removedBy] : ''
              }.`,
        ]
      : []),
  ].join('\n');
}
