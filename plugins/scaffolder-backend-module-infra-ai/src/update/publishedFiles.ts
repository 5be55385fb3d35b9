import {
  CATALOG_FILE,
  type PlannedFile,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { keysOf } from '../github/provenance';
import type { HistoryCommit } from '../github/target';
import { PublishedEntities } from './publishedEntities';

/** GitHub looks up each path of each commit on its own. */
const MAX_LOOKUPS = 1_500;
const MAX_PUBLICATIONS = 6;

/**
 * Our commits to the catalog file, by the mark that they carry, oldest first; the newest of them and the first of the
 * repository when there are many.
 *
 * @param paths - number of files that are read of each
 */
export function earlierPublications(
  catalogHistory: HistoryCommit[],
  paths: number,
): HistoryCommit[] {
  const ours = catalogHistory.filter(
    ({ message }) => keysOf({ headMessage: message }).length > 0,
  );
  const budget = Math.floor(MAX_LOOKUPS / (2 * paths));
  const newest = ours.slice(0, Math.min(Math.max(budget, 1), MAX_PUBLICATIONS));
  const first = ours.find(({ parent }) => parent === undefined);
  return [
    ...(first && !newest.includes(first) ? [first] : []),
    ...newest.reverse(),
  ];
}

/**
 * What was published there. A commit also holds what people wrote, so only what our commits changed counts.
 *
 * @returns undefined when nothing was
 */
export function publishedFiles(
  publications: HistoryCommit[],
  textsOf: (sha: string) => Map<string, string>,
  ours: PlannedFile[],
): PlannedFile[] | undefined {
  if (publications.length === 0) {
    return undefined;
  }
  const files = new Map<string, string>();
  const entities = new PublishedEntities();
  for (const { sha, parent } of publications) {
    const before = parent ? textsOf(parent) : new Map<string, string>();
    const after = textsOf(sha);
    entities.add(before.get(CATALOG_FILE), after.get(CATALOG_FILE) ?? '');
    for (const [path, content] of after) {
      if (content !== before.get(path)) {
        files.set(path, content);
      }
    }
  }
  files.set(CATALOG_FILE, entities.toString());
  if (publications[0].parent) {
    // The repository is somebody else's: what was not added at first is not wanted there.
    const { sha } = publications[publications.length - 1];
    for (const { path, content } of ours) {
      if (!files.has(path) && !textsOf(sha).has(path)) {
        files.set(path, content);
      }
    }
  }
  return [...files].map(([path, content]) => ({ path, content }));
}
