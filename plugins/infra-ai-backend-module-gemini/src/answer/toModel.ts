import type {
  Element,
  Evidence,
  InfrastructureModel,
  ModelWarning,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Answer } from './answerSchema';
import type { EvidenceResolver } from './textEvidence';

export interface ToModelOptions {
  resolveEvidence: EvidenceResolver;
  sourceKind: InfrastructureModel['source']['kind'];
  /** Name for the system that the person gave; it goes before what the model says. */
  systemName?: string;
}

/** How many names a warning lists before it counts the rest. */
const MAX_LISTED = 5;
const MAX_MESSAGE = 1000;

/** Turns an answer into the suite's model, with places in the material for quotes. */
export function toModel(
  answer: Answer,
  options: ToModelOptions,
): InfrastructureModel {
  const { resolveEvidence, sourceKind, systemName } = options;
  const misquoted: string[] = [];
  const dangling: string[] = [];
  const names = new Map(answer.elements.map(({ id, name }) => [id, name]));

  const elements = answer.elements.map((found): Element => {
    const { inferredBecause: _, evidence: __, ...element } = found;
    const resolved = resolveEvidence(found);
    if (resolved.misquoted) {
      misquoted.push(element.name);
    }
    const { evidence, confidence } = resolved;
    return { ...element, evidence, confidence };
  });

  const relations: Relation[] = [];
  for (const found of answer.relations) {
    const { inferredBecause: _, evidence: __, ...relation } = found;
    const from = names.get(relation.from) ?? relation.from;
    const to = names.get(relation.to) ?? relation.to;
    if (!names.has(relation.from) || !names.has(relation.to)) {
      dangling.push(`${from} → ${to}`);
      continue;
    }
    const resolved = resolveEvidence(found);
    if (resolved.misquoted) {
      misquoted.push(`${from} → ${to}`);
    }
    const { evidence, confidence } = resolved;
    relations.push({ ...relation, evidence, confidence });
  }

  const language = /^[a-z]{2}\b/.exec(
    answer.language?.toLowerCase() ?? '',
  )?.[0];
  const system = systemName
    ? { ...answer.system, name: systemName }
    : answer.system;
  return {
    ...(system ? { system } : {}),
    elements,
    relations,
    warnings: [
      ...answer.warnings.map(warning => toWarning(warning, resolveEvidence)),
      ...listWarning(
        'Gemini gave a source for these that is not in the material, please check them',
        misquoted,
      ),
      ...listWarning(
        'These relations were left out, because one end is not among the elements that Gemini listed',
        dangling,
      ),
    ],
    source: { kind: sourceKind, ...(language ? { language } : {}) },
  };
}

function toWarning(
  { message, evidence }: Answer['warnings'][number],
  resolveEvidence: EvidenceResolver,
): ModelWarning {
  const place: Evidence | undefined = evidence
    ? resolveEvidence({ evidence: [evidence], confidence: 1 }).evidence[0]
    : undefined;
  return {
    message,
    ...(place && place.kind !== 'inferred' ? { evidence: place } : {}),
  };
}

function listWarning(what: string, names: string[]): ModelWarning[] {
  if (names.length === 0) {
    return [];
  }
  const listed = names.slice(0, MAX_LISTED).join(', ');
  const more = names.length - MAX_LISTED;
  const message = `${what}: ${listed}${more > 0 ? ` and ${more} more` : ''}`;
  return [{ message: message.slice(0, MAX_MESSAGE) }];
}
