import { CATALOG_FILE, type PlannedFile } from '../files';
import { toFileChange } from './patch';
import { planCatalogFile } from './planCatalogFile';
import { planOtherFile } from './planOtherFile';
import type { UpdateChanges } from './types';

/** @public */
export interface UpdateOptions {
  /** What publishing would write into a new repository; has a `catalog-info.yaml`. */
  ours: PlannedFile[];
  /** What the repository holds now: the content by path, of the paths that are in `ours` (others are ignored). */
  theirs: ReadonlyMap<string, string>;
  /**
   * What this plugin published there last, where it is known (see {@link publishedAnalysisId}): a field that a person
   * changed since then is kept. Its absence makes it a two-way merge.
   */
  base?: PlannedFile[];
  /** Take out the entities and relations that this plugin published earlier and that `ours` no longer has. */
  removeMissing?: boolean;
}

/** @public */
export interface UpdatePlan extends UpdateChanges {
  /** The files to write, whole; empty when all is there already. */
  writes: PlannedFile[];
  /** References of the entities of the analysis, as the repository then has them. */
  entityRefs: string[];
}

/**
 * Plans the smallest change that brings an analysis into a repository that exists: entities are matched by reference, by
 * the `infra-ai/element-id` annotation and by what they are; unknown fields, comments, key order, indentation and quoting
 * of `catalog-info.yaml` stay as they are; nothing is removed without `removeMissing`. An analysis that finds the same again
 * changes nothing: new values of `infra-ai/…` annotations alone are not worth a pull request. Pure.
 *
 * @throws InputError when the existing `catalog-info.yaml` cannot be read as YAML, with the line
 * @public
 */
export function planUpdate(options: UpdateOptions): UpdatePlan {
  const { theirs, base, removeMissing = false } = options;
  const ours = contents(options.ours);
  const published = base && contents(base);
  const isKnown = published !== undefined || theirs.size === 0;
  const planFile = (
    path: string,
    content: string,
    basis = published?.get(path),
  ) => planOtherFile({ path, content }, theirs.get(path), basis, isKnown);

  const mkdocs = ours.get('mkdocs.yml');
  const catalog = planCatalogFile({
    ours: ours.get(CATALOG_FILE)!,
    theirs: theirs.get(CATALOG_FILE) ?? '',
    base: published?.get(CATALOG_FILE),
    removeMissing,
    techdocs:
      theirs.has('mkdocs.yml') ||
      (mkdocs !== undefined &&
        planFile('mkdocs.yml', mkdocs).content !== undefined),
  });

  const writes: PlannedFile[] = [];
  const notes = [...catalog.notes];
  if (catalog.content !== theirs.get(CATALOG_FILE)) {
    writes.push({ path: CATALOG_FILE, content: catalog.content });
  }
  for (const [path, content] of ours) {
    if (path !== CATALOG_FILE) {
      const basis = published?.get(path);
      const plan = planFile(
        path,
        withNames(content, catalog.renamed),
        basis && withNames(basis, catalog.baseRenamed),
      );
      if (plan.content !== undefined) {
        writes.push({ path, content: plan.content });
      }
      notes.push(...(plan.note ? [plan.note] : []));
    }
  }
  return {
    writes,
    entityRefs: catalog.entityRefs,
    entities: catalog.entities,
    files: writes.map(({ path, content }) =>
      toFileChange(path, theirs.get(path), content),
    ),
    notes,
  };
}

function contents(files: PlannedFile[]): Map<string, string> {
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** References in a page, which stands as code there, under the names that the repository has. */
function withNames(
  content: string,
  renamed: ReadonlyMap<string, string>,
): string {
  return renamed.size === 0
    ? content
    : content.replace(/`([a-z]+:[^`\s]+)`/g, (code, ref) =>
        renamed.has(ref) ? `\`${renamed.get(ref)}\`` : code,
      );
}
