import { parseAllDocuments } from 'yaml';
import { CATALOG_FILE, type PlannedFile } from '../../files';
import { planUpdate, type UpdateOptions } from '..';

export function catalogInfo(files: PlannedFile[]): string {
  return files.find(({ path }) => path === CATALOG_FILE)!.content;
}

function asMap(files: PlannedFile[]): Map<string, string> {
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** The result of an update, and what its `catalog-info.yaml` then says by entity name. */
export function update(
  options: Omit<UpdateOptions, 'theirs'> & {
    theirs: string | PlannedFile[];
  },
) {
  const theirs =
    typeof options.theirs === 'string'
      ? new Map([[CATALOG_FILE, options.theirs]])
      : asMap(options.theirs);
  const plan = planUpdate({ ...options, theirs });
  const text =
    plan.writes.find(({ path }) => path === CATALOG_FILE)?.content ??
    theirs.get(CATALOG_FILE)!;
  const entities = Object.fromEntries(
    [...parseAllDocuments(text)]
      .map(document => document.toJS())
      .map(entity => [entity.metadata.name, entity]),
  );
  const change = (ref: string) =>
    plan.entities.find(({ entityRef }) => entityRef === ref);
  return { plan, text, entities, change };
}
