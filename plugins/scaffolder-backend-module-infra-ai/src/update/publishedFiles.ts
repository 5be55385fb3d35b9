import {
  ANNOTATION_ANALYSIS_ID,
  CATALOG_FILE,
  type PlannedFile,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { isMap, parseAllDocuments } from 'yaml';
import type { UpdatableRepository } from '../github/nextStep';
import { keysOf } from '../github/provenance';

/** What the history of a repository tells of earlier publications. */
export interface EarlierPublication {
  /** The latest commit of ours to the catalog file, and its parent. */
  latest: { sha: string; parent?: string };
  /** The first commit of the repository, when it is ours: then the repository is. */
  root?: string;
  /** All of them, to be read. */
  commits: string[];
}

/** Finds our commits, by the mark that they carry. */
export function earlierPublication({
  catalogHistory,
}: UpdatableRepository['head']): EarlierPublication | undefined {
  const ours = catalogHistory.filter(
    ({ message }) => keysOf({ headMessage: message }).length > 0,
  );
  if (ours.length === 0) {
    return undefined;
  }
  const [latest] = ours;
  const root = ours.find(({ parent }) => parent === undefined)?.sha;
  const commits = [latest.sha, latest.parent, root];
  return {
    latest,
    root,
    commits: commits.filter(sha => sha !== undefined),
  };
}

/**
 * What was published there. A commit also holds what people wrote, so a file counts as it was in the first commit, when
 * that is ours, or as our latest commit changed it; of the catalog file only the entities that carry our mark.
 */
export function publishedFiles(
  { latest, root }: EarlierPublication,
  textsOf: (sha: string) => Map<string, string>,
  ours: PlannedFile[],
): PlannedFile[] {
  const files = new Map(root ? textsOf(root) : []);
  const before = latest.parent ? textsOf(latest.parent) : new Map();
  const after = textsOf(latest.sha);
  for (const [path, content] of after) {
    if (path === CATALOG_FILE) {
      files.set(path, latest.parent ? ourEntities(content) : content);
    } else if (content !== before.get(path)) {
      files.set(path, content);
    }
  }
  if (!root) {
    // What was not added to a repository of somebody else's at first is not wanted there.
    for (const { path, content } of ours) {
      if (!files.has(path) && !after.has(path)) {
        files.set(path, content);
      }
    }
  }
  return [...files].map(([path, content]) => ({ path, content }));
}

function ourEntities(content: string): string {
  const documents = [...parseAllDocuments(content)].filter(
    document =>
      isMap(document.contents) &&
      document.hasIn(['metadata', 'annotations', ANNOTATION_ANALYSIS_ID]),
  );
  return documents.map(document => `---\n${document.contents}\n`).join('');
}
