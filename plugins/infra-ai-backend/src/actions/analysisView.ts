import type {
  Analysis,
  Element,
  Evidence,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { NOTICE, noticeSchema, quote, quoteIf } from './material';
import { publicationSchema, toPublicationView } from './publicationView';
import type { Zod } from './types';

/** Characters of JSON that the elements and relations of one answer may take: some 10,000 tokens. */
const BUDGET = 40_000;
const MAX_WARNINGS = 20;
const MAX_PUBLICATIONS = 5;
const SHORT = 100;

/** Parts of an analysis in one answer. */
export const PAGE = { default: 50, max: 200 };

/** An analysis as a model gets it. */
export function analysisSchema(z: Zod) {
  return z.object({
    analysisId: z.string(),
    state: z
      .enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
      .describe('Elements and relations are there once it is completed.'),
    next: z.string().describe('What can be done next.'),
    problem: z.string().optional().describe('Why it failed, and what to do.'),
    elementCount: z.number().optional(),
    relationCount: z.number().optional(),
    nextOffset: z
      .number()
      .optional()
      .describe('Present when there is more: the offset to ask for next.'),
    publications: z
      .array(publicationSchema(z))
      .describe(`The newest ${MAX_PUBLICATIONS}.`),
    notice: noticeSchema(z),
    data: z
      .object({
        name: z.string(),
        inputKind: z.enum(['text', 'image', 'files']),
        excerpt: z.string().describe('Start of what was analyzed.'),
        analyzer: z.string(),
        owner: z.string().describe('Owner of entities that name none.'),
        elements: z.array(
          z.object({
            id: z.string(),
            kind: z.enum(['component', 'resource', 'api']),
            type: z.string(),
            name: z.string(),
            technology: z.string().optional(),
            description: z.string().optional(),
            owner: z.string().optional(),
            hasDefinition: z.boolean().optional(),
            confidence: z.number().describe('0 a guess, 1 stated.'),
            evidence: z.string().optional().describe('Where it was found.'),
          }),
        ),
        relations: z.array(
          z.object({
            from: z.string().describe('id of an element'),
            type: z.string(),
            to: z.string().describe('id of an element'),
            confidence: z.number(),
            evidence: z.string().optional(),
          }),
        ),
        warnings: z
          .array(z.string())
          .describe(`At most ${MAX_WARNINGS}; what may be wrong or missing.`),
      })
      .describe('From the analyzed material.'),
  });
}

export function toAnalysisView(
  analysis: Analysis,
  { offset = 0, limit = PAGE.default } = {},
) {
  const { id, state, model, error } = analysis;
  const page = toPage(analysis, offset, limit);
  return {
    analysisId: id,
    state,
    next: next(analysis, page.nextOffset),
    problem:
      error &&
      quote([error.message, error.hint].filter(Boolean).join(' '), 1000),
    elementCount: model?.elements.length,
    relationCount: model?.relations.length,
    nextOffset: page.nextOffset,
    publications: analysis.publications
      .slice(0, MAX_PUBLICATIONS)
      .map(toPublicationView),
    notice: NOTICE,
    data: {
      name: quote(analysis.name, SHORT),
      inputKind: analysis.inputKind,
      excerpt: quote(analysis.excerpt, 200),
      analyzer: analysis.analyzer.title,
      owner: quote(analysis.owner, 200),
      elements: page.elements,
      relations: page.relations,
      warnings: (model?.warnings ?? [])
        .slice(0, MAX_WARNINGS)
        .map(({ message }) => quote(message, 300)),
    },
  };
}

/** Elements and relations from `offset` on, as many of each as fit. */
function toPage(analysis: Analysis, offset: number, limit: number) {
  const { elements = [], relations = [] } = analysis.model ?? {};
  const text = analysis.input.description ?? '';
  const page = {
    elements: [] as ReturnType<typeof toElementView>[],
    relations: [] as ReturnType<typeof toRelationView>[],
    nextOffset: undefined as number | undefined,
  };
  const end = Math.max(elements.length, relations.length);
  let size = 0;
  for (let index = offset; index < end; index++) {
    const element = elements[index] && toElementView(elements[index], text);
    const relation = relations[index] && toRelationView(relations[index], text);
    size += JSON.stringify([element, relation]).length;
    if (index > offset && (size > BUDGET || index - offset >= limit)) {
      page.nextOffset = index;
      break;
    }
    if (element) {
      page.elements.push(element);
    }
    if (relation) {
      page.relations.push(relation);
    }
  }
  return page;
}

function toElementView(element: Element, text: string) {
  return {
    id: element.id,
    kind: element.kind,
    type: quote(element.type, SHORT),
    name: quote(element.name, SHORT),
    technology: quoteIf(element.technology, SHORT),
    description: quoteIf(element.description, 200),
    owner: quoteIf(element.owner, SHORT),
    hasDefinition: element.definition === undefined ? undefined : true,
    confidence: element.confidence,
    evidence: toEvidenceView(element.evidence, text),
  };
}

function toRelationView(relation: Relation, text: string) {
  return {
    from: relation.from,
    type: relation.type,
    to: relation.to,
    confidence: relation.confidence,
    evidence: toEvidenceView(relation.evidence, text),
  };
}

/** The first piece of evidence in words. */
function toEvidenceView([first]: Evidence[], text: string) {
  switch (first?.kind) {
    case 'text':
      return `text: ${quote(text.slice(first.start, first.end), SHORT)}`;
    case 'image':
      return 'seen in the picture';
    case 'file':
      return `file: ${quote(first.path, 200)}:${first.line}`;
    case 'inferred':
      return `inferred: ${quote(first.why, SHORT)}`;
    default:
      return undefined;
  }
}

function next({ state }: Analysis, nextOffset: number | undefined): string {
  switch (state) {
    case 'completed':
      return [
        ...(nextOffset === undefined
          ? []
          : [`There is more: call get-analysis with offset ${nextOffset}.`]),
        'Call preview-files to see what would be published, or publish with dryRun to see what would change.',
      ].join(' ');
    case 'queued':
    case 'running':
      return 'The analysis goes on: call get-analysis with this analysisId in a few seconds.';
    default:
      return 'Nothing was found: read the problem, then call analyze-text with a corrected description.';
  }
}
