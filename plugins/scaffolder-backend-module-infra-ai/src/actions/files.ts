import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { InfraAi } from '../infraAi';
import { DRY_RUN_ANALYSIS_ID } from './analyze';
import { examples } from './files.examples';

/** The action `infra-ai:files`: writes what publishing an analysis would publish. */
export function createFilesAction({ infraAi }: { infraAi: InfraAi }) {
  return createTemplateAction({
    id: 'infra-ai:files',
    description:
      'Writes the files of an analysis into the workspace: catalog-info.yaml, README.md and, when configured, TechDocs',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        analysisId: z => z.string().describe('Id of a completed analysis'),
        owner: z =>
          z
            .string()
            .optional()
            .describe(
              'GitHub user or organization they will be published under',
            ),
        repo: z =>
          z
            .string()
            .optional()
            .describe('Name of the repository they will be published as'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe('Folder in the workspace; default: the workspace itself'),
      },
      output: {
        files: z => z.array(z.string()).describe('Paths of the files'),
        entityRefs: z =>
          z.array(z.string()).describe('References of the entities in them'),
      },
    },
    async handler(ctx) {
      const { analysisId, owner, repo, targetPath } = ctx.input;
      if (ctx.isDryRun && analysisId === DRY_RUN_ANALYSIS_ID) {
        ctx.logger.info('Dry run: would write the files of the analysis');
        ctx.output('files', []);
        ctx.output('entityRefs', []);
        return;
      }
      const { files, entityRefs, warnings } = await infraAi.files(
        { analysisId, owner, repo },
        await ctx.getInitiatorCredentials(),
        ctx.signal,
      );
      const target = resolveSafeChildPath(ctx.workspacePath, targetPath || '.');
      for (const { path, content } of files) {
        const file = resolveSafeChildPath(target, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
      for (const warning of warnings) {
        ctx.logger.warn(warning.message);
      }
      ctx.logger.info(
        `Wrote ${files.map(file => file.path).join(', ')} with ${
          entityRefs.length
        } entities`,
      );
      ctx.output(
        'files',
        files.map(file => file.path),
      );
      ctx.output('entityRefs', entityRefs);
    },
  });
}
