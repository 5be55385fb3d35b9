import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { InfraAi } from '../infraAi';
import { examples } from './analyze.examples';

const RECONNECT_MS = 500;
const MAX_RECONNECTS = 20;

/** Id that a dry run hands on, in place of an analysis. */
export const DRY_RUN_ANALYSIS_ID = 'dry-run';

/** The action `infra-ai:analyze`: turns a description into an analysis and waits for its result. */
export function createAnalyzeAction({ infraAi }: { infraAi: InfraAi }) {
  return createTemplateAction({
    id: 'infra-ai:analyze',
    description:
      'Analyzes a description of infrastructure: finds its components, resources, APIs and relations',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        description: z =>
          z
            .string()
            .describe('The infrastructure in words, English or Spanish'),
        name: z =>
          z
            .string()
            .optional()
            .describe('Name of the system; default: what the description says'),
        owner: z =>
          z
            .string()
            .optional()
            .describe('Entity reference of the owner of the entities'),
        analyzer: z =>
          z
            .string()
            .optional()
            .describe('Id of the analyzer; default: the configured one'),
      },
      output: {
        analysisId: z => z.string().describe('Id of the analysis'),
        name: z => z.string().describe('Name of the system'),
        elementCount: z =>
          z.number().describe('Components, resources and APIs found'),
        relationCount: z => z.number().describe('Relations found'),
      },
    },
    async handler(ctx) {
      const { description, name, owner, analyzer } = ctx.input;
      if (!description.trim()) {
        throw new InputError(
          'The description is empty: say which components there are and what they use',
        );
      }
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would analyze a description of ${
            description.length
          } characters with ${analyzer ?? 'the default analyzer'}`,
        );
        ctx.output('analysisId', DRY_RUN_ANALYSIS_ID);
        ctx.output('name', name ?? DRY_RUN_ANALYSIS_ID);
        ctx.output('elementCount', 0);
        ctx.output('relationCount', 0);
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const analysisId = await ctx.checkpoint({
        key: 'analysis',
        fn: async () => {
          const { id } = await infraAi.client.startTextAnalysis(
            {
              description,
              name: name || undefined,
              owner: owner || undefined,
              analyzer: analyzer || undefined,
            },
            await infraAi.requestOptions(credentials, ctx.signal),
          );
          return id;
        },
      });
      const analysis = await follow(infraAi, analysisId, ctx);
      const { elementCount = 0, relationCount = 0 } = analysis;
      ctx.logger.info(
        `${analysis.analyzer.title} found ${elementCount} elements and ${relationCount} relations`,
      );
      ctx.output('analysisId', analysis.id);
      ctx.output('name', analysis.name);
      ctx.output('elementCount', elementCount);
      ctx.output('relationCount', relationCount);
    },
  });
}

/** Logs an analysis' progress until it ends; the stream is taken up again where it broke off. */
async function follow(
  infraAi: InfraAi,
  id: string,
  ctx: Pick<ActionContext<{}>, 'logger' | 'signal' | 'getInitiatorCredentials'>,
): Promise<Analysis> {
  const credentials = await ctx.getInitiatorCredentials();
  let after: number | undefined;
  for (let attempt = 0; ; attempt++) {
    ctx.signal?.throwIfAborted();
    try {
      const events = infraAi.client.watchAnalysis(id, {
        ...(await infraAi.requestOptions(credentials, ctx.signal)),
        after,
      });
      for await (const event of events) {
        after = event.id;
        if (event.type === 'progress') {
          ctx.logger.info(event.message);
        }
      }
    } catch (error) {
      ctx.signal?.throwIfAborted();
      if (attempt >= MAX_RECONNECTS) {
        throw error;
      }
    }
    const analysis = await infraAi.client.getAnalysis(
      id,
      await infraAi.requestOptions(credentials, ctx.signal),
    );
    switch (analysis.state) {
      case 'completed':
        return analysis;
      case 'failed':
      case 'cancelled':
        throw new ConflictError(
          [
            `The analysis ${analysis.state}`,
            analysis.error?.message,
            analysis.error?.hint,
          ]
            .filter(Boolean)
            .join(': '),
        );
      default:
        if (attempt >= MAX_RECONNECTS) {
          throw new ConflictError(
            `The analysis is still ${analysis.state} and says nothing more. Look at it under Infrastructure AI, and run this again when it has ended`,
          );
        }
        await delay(RECONNECT_MS, undefined, { signal: ctx.signal });
    }
  }
}
