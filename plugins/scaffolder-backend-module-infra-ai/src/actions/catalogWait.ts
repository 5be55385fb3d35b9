import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  parseEntityYaml,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { durationToMilliseconds } from '@backstage/types';
import { waitForEntities } from '../catalog';
import type { PublishConfig } from '../config';
import type { Clock } from '../github';
import type { WaitOutcome } from '../metrics';
import { examples } from './catalogWait.examples';

/** The action `infra-ai:catalog:wait`: proves that published entities arrived in the catalog. */
export function createCatalogWaitAction(options: {
  catalog: CatalogService;
  urlReader: UrlReaderService;
  config: PublishConfig;
  clock: Clock;
  /** Told how long it took, or how long was waited in vain. */
  onWaited?: (seconds: number, outcome: WaitOutcome) => void;
}) {
  const { catalog, urlReader, config, clock, onWaited } = options;
  return createTemplateAction({
    id: 'infra-ai:catalog:wait',
    description:
      'Waits until entities are in the catalog, come from the given file and are related, and says what is wrong when they are not',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        entityRefs: z =>
          z
            .array(z.string())
            .optional()
            .describe('References of the entities; default: those in the file'),
        catalogInfoUrl: z =>
          z
            .string()
            .optional()
            .describe('Address of the catalog-info.yaml they must come from'),
        timeout: z =>
          z
            .object({
              minutes: z.number().optional(),
              seconds: z.number().optional(),
              milliseconds: z.number().optional(),
            })
            .optional()
            .describe(
              'How long to wait; default: infraAi.publish.catalogTimeout',
            ),
      },
      output: {
        entityRefs: z =>
          z.array(z.string()).describe('References of the entities'),
        seconds: z => z.number().describe('How long it took'),
      },
    },
    async handler(ctx) {
      const { catalogInfoUrl, timeout } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info('Dry run: would wait for the entities in the catalog');
        ctx.output('entityRefs', ctx.input.entityRefs ?? []);
        ctx.output('seconds', 0);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const entityRefs = ctx.input.entityRefs?.length
        ? ctx.input.entityRefs.map(normalize)
        : await readEntityRefs(catalogInfoUrl, urlReader);

      const started = clock.now();
      const waited = () => (clock.now() - started) / 1_000;
      await waitForEntities({
        entityRefs,
        catalogInfoUrl: catalogInfoUrl || undefined,
        timeoutMs: timeout
          ? durationToMilliseconds(timeout)
          : config.catalogTimeoutMs,
        catalog,
        credentials,
        logger: ctx.logger,
        clock,
        signal: ctx.signal,
      }).catch(error => {
        // Who cancels does not say that they would not have come.
        if (!ctx.signal?.aborted) {
          onWaited?.(waited(), 'missing');
        }
        throw error;
      });
      const seconds = waited();
      onWaited?.(seconds, 'visible');
      ctx.output('entityRefs', entityRefs);
      ctx.output('seconds', seconds);
    },
  });
}

function normalize(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref));
}

async function readEntityRefs(
  url: string | undefined,
  urlReader: UrlReaderService,
): Promise<string[]> {
  if (!url) {
    throw new InputError('Say what to wait for: entityRefs or catalogInfoUrl');
  }
  const response = await urlReader.readUrl(url);
  const content = await response.buffer();
  return [...parseEntityYaml(content, { type: 'url', target: url })].map(
    result => {
      if (result.type !== 'entity') {
        throw new InputError(
          `${url} is not a catalog file: ${
            result.type === 'error' ? result.error.message : result.type
          }`,
        );
      }
      return stringifyEntityRef(result.entity);
    },
  );
}
