import type {
  Analysis,
  InfraAiClient,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { findPortal } from '../platform/portalApi';
import { DRAWN_NAMES, drawnPicture } from '../probe/pictures';
import { infraAiClient } from '../probe/runProbe';
import type { Part } from './part';

const TEXT =
  'A React app calls an Orders API, which stores its data in PostgreSQL and sends events to Kafka.';
const TEXT_NAMES = ['React', 'Orders API', 'PostgreSQL', 'Kafka'];
const LIMIT_SECONDS = 240;

/** A text and a picture, analyzed by the running portal with the analyzer that it takes by itself. */
export function analysisParts(): Part[] {
  // Not the same input as ever before, so that the answer is no stored one.
  const name = `infra-ai check ${new Date().toISOString()}`;
  return [
    analysisPart('analysis of a text', TEXT_NAMES, (client, request) =>
      client.processText({ description: TEXT, name }, request),
    ),
    analysisPart('analysis of a picture', DRAWN_NAMES, (client, request) =>
      client.processImage(
        {
          name,
          file: new Blob([drawnPicture(name)], { type: 'image/svg+xml' }),
          fileName: 'check.drawio.svg',
        },
        request,
      ),
    ),
  ];
}

function analysisPart(
  title: string,
  expected: readonly string[],
  ask: (
    client: InfraAiClient,
    request: { token: string; signal: AbortSignal },
  ) => Promise<Analysis>,
): Part {
  return {
    name: title,
    limitSeconds: LIMIT_SECONDS,
    async run(signal) {
      const portal = await findPortal(title);
      const client = infraAiClient(portal);
      const request = { token: portal.token, signal };
      let analysis: Analysis;
      try {
        analysis = await ask(client, request);
      } catch (error) {
        const { body } = error as { body?: { error?: { message?: string } } };
        throw body?.error?.message ? new Error(body.error.message) : error;
      }
      try {
        return { detail: judge(analysis, expected) };
      } finally {
        await client.deleteAnalysis(analysis.id, { token: portal.token });
      }
    },
  };
}

/**
 * What was found, in figures.
 *
 * @throws Error when something that is written there was not found
 */
export function judge(
  { model, analyzer, state, error }: Analysis,
  expected: readonly string[],
): string {
  if (!model) {
    throw new Error(`the analysis ${state}: ${error?.message ?? 'no reason'}`);
  }
  const names = model.elements
    .map(({ name, title, technology }) =>
      `${name} ${title ?? ''} ${technology ?? ''}`.toLowerCase(),
    )
    .map(words => words.replace(/[-_]/g, ' '));
  const unseen = expected.filter(
    one => !names.some(words => words.includes(one.toLowerCase())),
  );
  if (unseen.length > 0) {
    throw new Error(`${analyzer.id} did not find ${unseen.join(', ')}`);
  }
  if (model.relations.length === 0) {
    throw new Error(`${analyzer.id} found no relations`);
  }
  return `${model.elements.length} elements and ${model.relations.length} relations by ${analyzer.id}`;
}
