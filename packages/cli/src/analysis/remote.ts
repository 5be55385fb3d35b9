import {
  Analysis,
  ImageInput,
  InfraAiClient,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { CommandError, messageOf } from '../lib/errors';
import { findPortal } from '../platform/portalApi';
import type { ReadInput } from './readInput';

/** What a running platform made of an input. */
export interface RemoteAnalysis {
  model: InfrastructureModel;
  analyzer: string;
}

/** Options of {@link analyzeRemotely}. */
export interface RemoteOptions {
  analyzer: string;
  owner?: string;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
}

/** Has the running platform analyze a text or a picture, with an analyzer that only it has. */
export async function analyzeRemotely(
  read: ReadInput,
  options: RemoteOptions,
): Promise<RemoteAnalysis> {
  const { analyzer, owner, signal, env = process.env } = options;
  const { input } = read;
  if (input.kind === 'files') {
    throw new CommandError(
      `The analyzer '${analyzer}' runs in the platform, which takes text and pictures from here; give a text file, a picture or '-'. Other files are read by the embedded analyzer.`,
    );
  }
  const { baseUrl, token } = await findPortal(
    `The analyzer '${analyzer}'`,
    env,
    {
      verb: 'runs in',
      otherwise: '; without --analyzer the embedded analyzer does it here',
    },
  );
  const client = new InfraAiClient({
    discoveryApi: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
  });
  let analysis: Analysis;
  try {
    const common = { name: input.name, owner, analyzer };
    analysis =
      input.kind === 'text'
        ? await client.processText(
            { ...common, description: input.text },
            { token, signal },
          )
        : await client.processImage(
            {
              ...common,
              ...toUpload(input),
              ...read.picture,
              description: input.description,
            },
            { token, signal },
          );
  } catch (error) {
    const cause = (error as Error).cause;
    throw new CommandError(
      `The platform at ${baseUrl} did not analyze it: ${
        cause ? messageOf(cause) : messageOf(error)
      }`,
    );
  }
  if (!analysis.model) {
    throw new CommandError(
      `The analysis ${analysis.state}: ${
        analysis.error?.message ?? 'no reason was given'
      }${analysis.error?.hint ? ` ${analysis.error.hint}` : ''}`,
    );
  }
  return { model: analysis.model, analyzer: analysis.analyzer.id };
}

/** What the person gave: of a PDF the document, as the platform renders the page itself. */
function toUpload({ bytes, mediaType, original }: ImageInput): { file: Blob } {
  const sent = original ?? { bytes, mediaType };
  return {
    file: new Blob([new Uint8Array(sent.bytes)], { type: sent.mediaType }),
  };
}
