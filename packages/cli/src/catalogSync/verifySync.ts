import type { Octokit } from '@octokit/rest';
import { Minimatch } from 'minimatch';
import pLimit from 'p-limit';
import { messageOf } from '../lib/errors';
import type { CatalogState } from './catalogEntities';
import { compareFile, FileComparison } from './compareFile';
import { DiscoveryProvider, hasWildcards, reasonIgnored } from './discovery';
import { normalizeLocation, parsePlace } from './locations';
import { findOrphans, KnownRepositories, Orphan, toOrphans } from './orphans';
import {
  FoundRepository,
  listFiles,
  listRepositories,
  readFile,
} from './repositories';

/** GitHub allows 100 requests at once; this leaves the portal most of them. */
const CONCURRENCY = 8;

/** One file that should be in the catalog. */
export interface SyncedFile extends FileComparison {
  repository: string;
  path: string;
  url: string;
}

/** What `verify-catalog-sync --json` prints. */
export interface SyncReport {
  ok: boolean;
  files: SyncedFile[];
  orphans: Orphan[];
  /** Repositories that discovery leaves out, with the reason. */
  ignored: Array<{ repository: string; reason: string }>;
  /** Repositories that have no file for the catalog. */
  withoutFile: string[];
  /** What could not be checked. */
  notes: string[];
}

/** What {@link verifySync} needs. */
export interface SyncInput {
  octokit: Octokit;
  host: string;
  providers: DiscoveryProvider[];
  catalog: CatalogState;
  /** Why the catalog cannot take a file; undefined when it can. */
  whyRefused: (url: string) => Promise<string | undefined>;
  onProgress?: (message: string) => void;
}

/** Compares every file that discovery should find with what the catalog has. Only reads. */
export async function verifySync(input: SyncInput): Promise<SyncReport> {
  const { octokit, host, providers, catalog, onProgress } = input;
  const report: SyncReport = {
    ok: true,
    files: [],
    orphans: [],
    ignored: [],
    withoutFile: [],
    notes: [],
  };
  const known: KnownRepositories = {
    host,
    owners: new Set(),
    repositories: new Map(),
    files: new Set(),
    expected: new Set(),
  };
  const limit = pLimit(CONCURRENCY);
  const names = new Map<string, string>();
  const withFile = new Set<string>();
  for (const provider of providers) {
    const { organization, catalogPath, branch } = provider;
    if (!organization || provider.host !== host) {
      report.notes.push(
        organization
          ? `Provider ${provider.id} reads ${provider.host}; only ${host} is checked.`
          : `Provider ${provider.id} follows a GitHub App's installations, which are not checked; name them with --owner.`,
      );
      continue;
    }
    known.owners.add(organization.toLowerCase());
    const repositories = await listRepositories(
      octokit,
      organization,
      { path: catalogPath, branch },
      count => onProgress?.(`${organization}: ${count} repositories`),
    );
    await Promise.all(
      repositories.map(repository =>
        limit(() => checkRepository(provider, repository)),
      ),
    );
  }
  await Promise.all(
    report.files
      .filter(({ state, path }) => state !== 'present' && path)
      .map(file => limit(() => explain(file))),
  );
  report.withoutFile = [...known.repositories]
    .filter(([key, { ignored }]) => !ignored && !withFile.has(key))
    .map(([key]) => names.get(key)!);
  report.ignored = [...known.repositories].flatMap(([key, { ignored }]) =>
    ignored ? [{ repository: names.get(key)!, reason: ignored }] : [],
  );
  const { orphans, elsewhere } = findOrphans(catalog, known);
  report.orphans.push(...orphans);
  await Promise.all(
    [...elsewhere.values()].map(entities =>
      limit(async () => {
        const gone = await isGone(octokit, entities[0], report);
        report.orphans.push(
          ...(gone ? toOrphans(entities, 'its file is gone') : []),
        );
      }),
    ),
  );
  report.files.sort((a, b) => a.url.localeCompare(b.url));
  report.orphans.sort((a, b) => a.ref.localeCompare(b.ref));
  report.ok = !report.files.some(({ state }) =>
    ['missing', 'failed'].includes(state),
  );
  return report;

  /** Of a file that is not there as it should be: whether the catalog could take it at all. */
  async function explain(file: SyncedFile): Promise<void> {
    try {
      const reason = await input.whyRefused(file.url);
      if (reason !== undefined) {
        file.state = 'failed';
        file.problem = reason;
      }
    } catch (error) {
      report.notes.push(
        `The catalog does not say why ${file.url} is ${file.state}: ${messageOf(
          error,
        )}`,
      );
    }
  }

  async function checkRepository(
    provider: DiscoveryProvider,
    repository: FoundRepository,
  ): Promise<void> {
    const name = `${repository.owner}/${repository.name}`;
    const key = name.toLowerCase();
    names.set(key, name);
    const ignored = reasonIgnored(provider, repository);
    const earlier = known.repositories.get(key);
    // Another provider may take it.
    if (ignored) {
      known.repositories.set(key, earlier ?? { ignored });
      return;
    }
    known.repositories.set(key, {});
    try {
      const ref = provider.branch ?? repository.defaultBranch!;
      for (const file of await findFiles(octokit, provider, repository, ref)) {
        const url = `${repository.url}/blob/${ref}/${file.path}`;
        const normal = normalizeLocation(url);
        known.expected.add(normal);
        if (file.text === undefined || known.files.has(normal)) {
          continue;
        }
        known.files.add(normal);
        withFile.add(key);
        report.files.push({
          repository: name,
          path: file.path,
          url,
          ...compareFile(file.text, url, catalog),
        });
      }
    } catch (error) {
      withFile.add(key);
      report.files.push({
        repository: name,
        path: '',
        url: repository.url,
        state: 'failed',
        entities: [],
        problem: `GitHub: ${messageOf(error)}`,
      });
    }
  }
}

/** The files of a repository that the provider's path names, with their content. */
async function findFiles(
  octokit: Octokit,
  { catalogPath }: DiscoveryProvider,
  repository: FoundRepository,
  ref: string,
): Promise<Array<{ path: string; text?: string }>> {
  const { owner, name: repo, text, truncated } = repository;
  if (!hasWildcards(catalogPath)) {
    return [
      {
        path: catalogPath,
        text: truncated
          ? await readFile(octokit, { owner, repo, ref, path: catalogPath })
          : text,
      },
    ];
  }
  const matcher = new Minimatch(catalogPath);
  const listed = await listFiles(octokit, { owner, repo, ref });
  if (listed.truncated) {
    throw new Error(
      'it has so many files that GitHub does not list them all; a catalogPath without wildcards can be checked',
    );
  }
  const files: Array<{ path: string; text?: string }> = [];
  for (const path of listed.paths.filter(one => matcher.match(one))) {
    files.push({
      path,
      text: await readFile(octokit, { owner, repo, ref, path }),
    });
  }
  return files;
}

/** Whether the file that an entity comes from is not there any more. */
async function isGone(
  octokit: Octokit,
  entity: { metadata: { annotations?: Record<string, string> } },
  report: SyncReport,
): Promise<boolean> {
  const place = parsePlace(
    entity.metadata.annotations?.['backstage.io/managed-by-location'] ?? '',
  )!;
  // Which slash ends the branch is not known; nearly always it is the first.
  const [ref, ...path] = place.rest.split('/');
  try {
    const text = await readFile(octokit, {
      owner: place.owner,
      repo: place.repo,
      ref,
      path: path.join('/'),
    });
    return text === undefined;
  } catch (error) {
    report.notes.push(
      `${place.owner}/${place.repo}/${place.rest}: ${messageOf(error)}`,
    );
    return false;
  }
}
