import { NotFoundError } from '@backstage/errors';
import { speaking } from './answer';
import { NOTICE, noticeSchema, quote } from './material';
import { analysisIdSchema } from './readAnalyses';
import type { ActionDeps } from './types';

/** Characters of a file in one answer. */
const MAX_CHARACTERS = 20_000;
const MAX_REFS = 100;
const MAX_WARNINGS = 20;

/** `infra-ai:preview-files` */
export function registerPreviewFiles({ registry, analyses }: ActionDeps): void {
  registry.register({
    name: 'preview-files',
    title: 'Preview the files to publish',
    description: [
      'Returns the files that publishing a completed analysis to a new repository would write: catalog-info.yaml with the catalog entities, and a README with a diagram.',
      'Use it to show or check the entities before publish. It writes nothing and does not look at GitHub; publish with dryRun does.',
      'Returns the list of files and the content of one of them.',
    ].join(' '),
    schema: {
      input: z =>
        z
          .object({
            analysisId: analysisIdSchema(z),
            owner: z
              .string()
              .trim()
              .min(1)
              .max(39)
              .optional()
              .describe('GitHub user or organization that would own it.'),
            repo: z
              .string()
              .trim()
              .min(1)
              .max(100)
              .optional()
              .describe('Name of the repository.'),
            path: z
              .string()
              .min(1)
              .max(300)
              .default('catalog-info.yaml')
              .describe('The file whose content to return.'),
            offset: z
              .number()
              .int()
              .min(0)
              .default(0)
              .describe(
                'Character to start at: nextOffset of the answer before.',
              ),
          })
          .strict(),
      output: z =>
        z.object({
          files: z.array(
            z.object({ path: z.string(), characters: z.number() }),
          ),
          entityCount: z.number(),
          entityRefs: z.array(z.string()).describe(`At most ${MAX_REFS}.`),
          warnings: z
            .array(z.string())
            .describe(`At most ${MAX_WARNINGS}: what was changed or left out.`),
          notice: noticeSchema(z),
          path: z.string(),
          content: z.string(),
          nextOffset: z
            .number()
            .optional()
            .describe('Present when the file goes on.'),
        }),
    },
    attributes: { readOnly: true, destructive: false, idempotent: true },
    action: async ({ input, credentials }) =>
      speaking(async () => {
        const { analysisId, path, offset, ...target } = input;
        const plan = await analyses.files(analysisId, target, credentials);
        const file = plan.files.find(planned => planned.path === path);
        if (!file) {
          throw new NotFoundError(
            `There is no file "${quote(path, 100)}". There are: ${plan.files
              .map(planned => planned.path)
              .join(', ')}.`,
          );
        }
        const end = offset + MAX_CHARACTERS;
        return {
          output: {
            files: plan.files.map(({ path: name, content }) => ({
              path: name,
              characters: content.length,
            })),
            entityCount: plan.entityRefs.length,
            entityRefs: plan.entityRefs.slice(0, MAX_REFS),
            warnings: plan.warnings
              .slice(0, MAX_WARNINGS)
              .map(({ message }) => quote(message, 300)),
            notice: NOTICE,
            path,
            content: quote(file.content.slice(offset, end), MAX_CHARACTERS),
            nextOffset: end < file.content.length ? end : undefined,
          },
        };
      }),
  });
}
