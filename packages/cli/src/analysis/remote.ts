import {
  Analysis,
  AnalyzerInput,
  InfraAiClient,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { CommandError, messageOf } from '../lib/errors';
import { findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';
import { isSupervised, readState } from '../platform/state';

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

/** Has the running platform analyze a text, with an analyzer that only it has. */
export async function analyzeRemotely(
  input: AnalyzerInput,
  options: RemoteOptions,
): Promise<RemoteAnalysis> {
  const { analyzer, owner, signal, env = process.env } = options;
  if (input.kind !== 'text') {
    throw new CommandError(
      `The analyzer '${analyzer}' runs in the platform, which takes text from here; give a text file or '-'. Other files are read by the embedded analyzer.`,
    );
  }
  const baseUrl = await findApi(analyzer, env);
  const client = new InfraAiClient({
    discoveryApi: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
  });
  let analysis: Analysis;
  try {
    const token = env.INFRA_AI_TOKEN || (await signInAsGuest(baseUrl));
    analysis = await client.processText(
      { description: input.text, name: input.name, owner, analyzer },
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

async function findApi(
  analyzer: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  if (env.INFRA_AI_URL) {
    return env.INFRA_AI_URL.replace(/\/+$/, '');
  }
  const state = await readState(findCheckout(env));
  if (!isSupervised(state) || state.phase !== 'running') {
    throw new CommandError(
      `The analyzer '${analyzer}' runs in the platform, and that is not running. Start it with '${commandName(
        env,
      )} start', or set INFRA_AI_URL and INFRA_AI_TOKEN to use another one; without --analyzer the embedded analyzer does it here.`,
    );
  }
  return `http://localhost:${state.options.ports.api}`;
}

async function signInAsGuest(baseUrl: string): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const body = response.ok ? await response.json() : undefined;
  const token = body?.backstageIdentity?.token;
  if (!token) {
    throw new Error(
      'it lets no guest in; set INFRA_AI_TOKEN to a token of yours',
    );
  }
  return token;
}
