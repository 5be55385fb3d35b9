import {
  elementSchema,
  relationSchema,
  type Element,
  type Evidence,
  type InfrastructureModel,
  type ModelWarning,
  type Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { EvidenceResolver, ResolvedEvidence } from './evidence';

/** What the model states as the suite holds it. */
type StatedElement = Omit<Element, 'evidence' | 'definition'>;
type StatedRelation = Omit<Relation, 'evidence'>;

/** An answer about any material; each kind of material adds its own fields to findings and warnings. */
export interface AnyAnswer<E, R, W> {
  language?: string;
  system?: InfrastructureModel['system'];
  elements: E[];
  relations: R[];
  warnings: W[];
}

export interface ToModelOptions<E, R, W> {
  resolveElement: EvidenceResolver<E>;
  resolveRelation: EvidenceResolver<R>;
  /** The place of a warning, if it has one. */
  resolveWarning(warning: W): Evidence | undefined;
  sourceKind: InfrastructureModel['source']['kind'];
  /** Name for the system that the person gave; it goes before what the model says. */
  systemName?: string;
  /** What the reader should know before all else. */
  notices: string[];
}

/** How many names a warning lists before it counts the rest. */
const MAX_LISTED = 5;
const MAX_MESSAGE = 1000;
const MAX_RELATION_DESCRIPTION = 500;

const elementFields = elementSchema
  .omit({ evidence: true, definition: true })
  .keyof().options;
const relationFields = relationSchema.omit({ evidence: true }).keyof().options;

/** Turns an answer into the suite's model, with places in the material for what the model offers as evidence. */
export function toModel<
  E extends StatedElement,
  R extends StatedRelation,
  W extends { message: string },
>(
  answer: AnyAnswer<E, R, W>,
  options: ToModelOptions<E, R, W>,
): InfrastructureModel {
  const doubts = new Map<string, string[]>();
  const collect = (name: string, { doubt }: ResolvedEvidence) => {
    if (doubt) {
      const doubted = doubts.get(doubt) ?? [];
      doubted.push(name);
      doubts.set(doubt, doubted);
    }
  };
  const dangling: string[] = [];
  const names = new Map(answer.elements.map(({ id, name }) => [id, name]));

  const elements = answer.elements.map((found): Element => {
    const resolved = options.resolveElement(found);
    collect(found.name, resolved);
    const { evidence, confidence } = resolved;
    return {
      ...pick<StatedElement>(found, elementFields),
      evidence,
      confidence,
    };
  });

  const relations: Relation[] = [];
  for (const found of answer.relations) {
    const from = names.get(found.from) ?? found.from;
    const to = names.get(found.to) ?? found.to;
    if (!names.has(found.from) || !names.has(found.to)) {
      dangling.push(`${from} → ${to}`);
      continue;
    }
    const resolved = options.resolveRelation(found);
    collect(`${from} → ${to}`, resolved);
    const { evidence, confidence, note } = resolved;
    const description = withNote(found.description, note);
    relations.push({
      ...pick<StatedRelation>(found, relationFields),
      ...(description ? { description } : {}),
      evidence,
      confidence,
    });
  }

  const language = /^[a-z]{2}\b/.exec(
    answer.language?.toLowerCase() ?? '',
  )?.[0];
  const system = options.systemName
    ? { ...answer.system, name: options.systemName }
    : answer.system;
  return {
    ...(system ? { system } : {}),
    elements,
    relations,
    warnings: [
      ...options.notices.map(message => ({ message })),
      ...answer.warnings.map((warning): ModelWarning => {
        const evidence = options.resolveWarning(warning);
        return { message: warning.message, ...(evidence ? { evidence } : {}) };
      }),
      ...[...doubts].map(([doubt, doubted]) => listWarning(doubt, doubted)),
      ...(dangling.length > 0
        ? [
            listWarning(
              'These relations were left out, because one end is not among the elements that Gemini listed',
              dangling,
            ),
          ]
        : []),
    ],
    source: { kind: options.sourceKind, ...(language ? { language } : {}) },
  };
}

function withNote(
  description: string | undefined,
  note: string | undefined,
): string | undefined {
  if (!note || !description) {
    return description ?? note;
  }
  const room = MAX_RELATION_DESCRIPTION - note.length - 3;
  return `${description.slice(0, room)} (${note})`;
}

function listWarning(what: string, names: string[]): ModelWarning {
  const listed = names.slice(0, MAX_LISTED).join(', ');
  const more = names.length - MAX_LISTED;
  const message = `${what}: ${listed}${more > 0 ? ` and ${more} more` : ''}`;
  return { message: message.slice(0, MAX_MESSAGE) };
}

/** Leaves behind what the model says to us only, such as quotes and boxes. */
function pick<T extends object>(from: T, fields: Array<keyof T>): T {
  return Object.fromEntries(
    Object.entries(from).filter(([field]) =>
      (fields as string[]).includes(field),
    ),
  ) as T;
}
