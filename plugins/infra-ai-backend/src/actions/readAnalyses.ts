import { analysisSchema, PAGE, toAnalysisView } from './analysisView';
import { speaking } from './answer';
import { NOTICE, noticeSchema, quote } from './material';
import { publicationSchema, toPublicationView } from './publicationView';
import type { ActionDeps, Zod } from './types';

const READ = { readOnly: true, destructive: false, idempotent: true };

/** The id of an analysis. */
export function analysisIdSchema(z: Zod) {
  return z
    .string()
    .min(1)
    .max(100)
    .describe('analysisId, as analyze-text and list-analyses give it.');
}

/** `infra-ai:get-analysis` */
export function registerGetAnalysis({ registry, analyses }: ActionDeps): void {
  registry.register({
    name: 'get-analysis',
    title: 'Get an analysis',
    description: [
      'Returns one analysis of infrastructure: its state, the elements and relations that were found with evidence for each, warnings, and where it was published.',
      'Use it to wait for an analysis or a publication that is under way, to answer questions about a described system, and to read on with offset where an answer said that there is more.',
      'Definitions of APIs are left out; preview-files has them.',
    ].join(' '),
    schema: {
      input: z =>
        z
          .object({
            analysisId: analysisIdSchema(z),
            offset: z
              .number()
              .int()
              .min(0)
              .default(0)
              .describe(
                'Elements and relations before this one are left out: the nextOffset of the answer before.',
              ),
            limit: z
              .number()
              .int()
              .min(1)
              .max(PAGE.max)
              .default(PAGE.default)
              .describe(
                'At most this many elements and as many relations; fewer when they are long.',
              ),
          })
          .strict(),
      output: analysisSchema,
    },
    attributes: READ,
    action: async ({ input: { analysisId, ...page }, credentials }) =>
      speaking(async () => ({
        output: toAnalysisView(
          await analyses.get(analysisId, credentials),
          page,
        ),
      })),
  });
}

/** `infra-ai:list-analyses` */
export function registerListAnalyses({ registry, analyses }: ActionDeps): void {
  registry.register({
    name: 'list-analyses',
    title: 'List analyses',
    description: [
      'Lists the analyses of infrastructure that the person who asks has made, newest first, with their state, how much was found and where they were published.',
      'Use it to find the analysisId of something analyzed earlier, before analyzing it again.',
    ].join(' '),
    schema: {
      input: z =>
        z
          .object({
            search: z
              .string()
              .trim()
              .max(200)
              .optional()
              .describe('Words of the name or of the analyzed text.'),
            state: z
              .enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
              .optional(),
            limit: z.number().int().min(1).max(50).default(10),
            offset: z.number().int().min(0).max(1_000_000).default(0),
          })
          .strict(),
      output: z =>
        z.object({
          totalItems: z.number(),
          nextOffset: z
            .number()
            .optional()
            .describe('Present when there is more.'),
          notice: noticeSchema(z),
          items: z.array(
            z.object({
              analysisId: z.string(),
              name: z.string(),
              state: z.string(),
              inputKind: z.string(),
              excerpt: z.string(),
              createdAt: z.string(),
              elementCount: z.number().optional(),
              relationCount: z.number().optional(),
              publication: publicationSchema(z)
                .optional()
                .describe('The newest one.'),
            }),
          ),
        }),
    },
    attributes: READ,
    action: async ({ input, credentials }) =>
      speaking(async () => {
        const { items, totalItems } = await analyses.list(input, credentials);
        const end = input.offset + items.length;
        return {
          output: {
            totalItems,
            nextOffset: items.length > 0 && end < totalItems ? end : undefined,
            notice: NOTICE,
            items: items.map(item => ({
              analysisId: item.id,
              name: quote(item.name, 100),
              state: item.state,
              inputKind: item.inputKind,
              excerpt: quote(item.excerpt, 100),
              createdAt: item.createdAt,
              elementCount: item.elementCount,
              relationCount: item.relationCount,
              publication:
                item.publications[0] && toPublicationView(item.publications[0]),
            })),
          },
        };
      }),
  });
}
