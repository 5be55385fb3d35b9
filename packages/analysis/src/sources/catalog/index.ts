import type {
  ModelWarning,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  Extraction,
  FoundElement,
  FoundRelation,
  SourceText,
} from '../../source';
import { get, parseTree, textOf, type Tree } from '../cloud/tree';
import { reportProblems } from '../openapi/document';
import { readEntity, type CatalogEntity } from './entity';

const MAX_WARNINGS = 100;
/** Fields of a spec that name other entities: relation, kind that a short name means, and whether it is read backwards. */
const RELATIONS: Array<
  [field: string, type: RelationType, kind: string, reverse?: boolean]
> = [
  ['dependsOn', 'dependsOn', 'component'],
  ['dependencyOf', 'dependsOn', 'component', true],
  ['providesApis', 'providesApi', 'api'],
  ['consumesApis', 'consumesApi', 'api'],
  ['subcomponentOf', 'partOf', 'component'],
];

/**
 * Reads Backstage catalog files. An API whose definition is another file of the input (`$text: ./openapi.yaml`) is
 * joined with what the reader of that file finds.
 */
export function extractCatalog(sources: readonly SourceText[]): Extraction {
  const warnings: ModelWarning[] = [];
  const warn = (source: SourceText, tree: Tree, message: string) => {
    if (warnings.length < MAX_WARNINGS) {
      warnings.push({
        message: message.slice(0, 900),
        evidence: source.evidence(tree.start, tree.end),
      });
    }
  };
  const entities = new Map<string, CatalogEntity>();
  for (const source of sources) {
    const { roots, problems } = parseTree(source.text);
    reportProblems(source, problems, 'a catalog file', warnings);
    for (const root of roots) {
      const entity = readEntity(source, root, message =>
        warn(source, root, message),
      );
      if (!entity) continue;
      const known = entities.get(entity.ref);
      if (known)
        warn(
          source,
          root,
          `${entity.ref} is described twice; the first description counts.`,
        );
      else entities.set(entity.ref, entity);
    }
  }
  const elements: FoundElement[] = [];
  for (const { element } of entities.values())
    if (element) elements.push(element);
  return {
    format: 'catalog',
    ...systemOf([...entities.values()], warnings),
    elements,
    relations: relationsOf(entities, warn),
    warnings,
  };
}

function systemOf(
  entities: readonly CatalogEntity[],
  warnings: ModelWarning[],
): Pick<Extraction, 'system'> {
  const systems = entities.filter(({ kind }) => kind === 'system');
  if (systems.length > 1) {
    warnings.push({
      message: `The files hold ${systems.length} systems; the result is one, named after the first: ${systems[0].name}.`,
      evidence: systems[1].source.evidence(
        systems[1].tree.start,
        systems[1].tree.end,
      ),
    });
  }
  if (systems[0]) return { system: systems[0].system };
  // entities that name one system the files do not hold
  const named = new Set(
    entities.flatMap(
      ({ spec }) =>
        textOf(get(spec, 'system'))
          ?.replace(/^.*[:/]/, '')
          .trim() || [],
    ),
  );
  const [name] = named;
  return named.size === 1 ? { system: { name: name.slice(0, 200) } } : {};
}

function relationsOf(
  entities: ReadonlyMap<string, CatalogEntity>,
  warn: (source: SourceText, tree: Tree, message: string) => void,
): FoundRelation[] {
  const relations: FoundRelation[] = [];
  for (const { ref, source, spec, element } of entities.values()) {
    if (!element) continue;
    for (const [field, type, defaultKind, reverse] of RELATIONS) {
      const value = get(spec, field);
      const items = value?.kind === 'list' ? value.items : [value];
      for (const item of items) {
        const text = textOf(item)?.trim();
        if (!item || !text) continue;
        const target = entities.get(fullRef(text, defaultKind));
        if (!target?.element) {
          warn(
            source,
            item,
            `${ref} names ${text.slice(
              0,
              200,
            )}, which the files do not describe; the relation is left out.`,
          );
          continue;
        }
        const [from, to] = reverse ? [target.ref, ref] : [ref, target.ref];
        relations.push({
          from,
          to,
          type,
          evidence: [source.evidence(item.start, item.end)],
          confidence: 1,
        });
      }
    }
  }
  return relations;
}

/** `orders`, `api:orders`, `component:default/orders` as `kind:namespace/name`, in lower case as the catalog compares them. */
function fullRef(text: string, defaultKind: string): string {
  const match = /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(text);
  if (!match) return text;
  const [, kind = defaultKind, namespace = 'default', name] = match;
  return `${kind}:${namespace}/${name}`.toLowerCase();
}
