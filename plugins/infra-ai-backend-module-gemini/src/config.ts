import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { listPrices, type Prices } from './cost/listPrices';

/** `infraAi.gemini`, with its defaults. */
export interface GeminiOptions {
  apiKey: string;
  model: string;
  /** Without a slash at the end. */
  baseUrl: string;
  timeoutMs: number;
  maxOutputTokens: number;
  prices: Prices;
}

const ROOT = 'infraAi.gemini';
const DEFAULT_MODEL = 'gemini-3.8-flash';
const DEFAULT_BASE_URL = 'https://generativelanguage.googleapis.com';
const DEFAULT_TIMEOUT_MS = 180_000;
const DEFAULT_MAX_OUTPUT_TOKENS = 32_768;

/**
 * Reads the configuration. Answers undefined when there is no key: the environment variable `GEMINI_API_KEY` alone is
 * enough, so it is looked at when the configuration has none.
 *
 * @throws InputError that names the field that is wrong
 */
export function readGeminiOptions(
  root: RootConfigService,
  env: NodeJS.ProcessEnv,
): GeminiOptions | undefined {
  const config = root.getOptionalConfig(ROOT);
  // `getOptional`: an environment variable that is set to nothing leaves an empty string, which `getString` refuses.
  const apiKey =
    text(config?.getOptional('apiKey')) || text(env.GEMINI_API_KEY);
  if (!apiKey) {
    return undefined;
  }
  // A key ends up in a header; a line break or a typographic dash from a copied page would fail there without a name.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new InputError(
      `The Gemini key (${ROOT}.apiKey or GEMINI_API_KEY) holds characters that no key has; copy it again`,
    );
  }
  const model = config?.getOptionalString('model') ?? DEFAULT_MODEL;
  if (!/^[A-Za-z0-9._-]+$/.test(model)) {
    throw new InputError(
      `${ROOT}.model: "${model}" is not a model id; an example is "${DEFAULT_MODEL}"`,
    );
  }
  const timeoutMs = config?.has('timeout')
    ? durationToMilliseconds(readDurationFromConfig(config, { key: 'timeout' }))
    : DEFAULT_TIMEOUT_MS;
  if (timeoutMs <= 0) {
    throw new InputError(`${ROOT}.timeout must be longer than nothing`);
  }
  const maxOutputTokens =
    config?.getOptionalNumber('maxOutputTokens') ?? DEFAULT_MAX_OUTPUT_TOKENS;
  if (!Number.isInteger(maxOutputTokens) || maxOutputTokens < 1) {
    throw new InputError(`${ROOT}.maxOutputTokens must be a whole number`);
  }
  return {
    apiKey,
    model,
    baseUrl: readBaseUrl(config?.getOptionalString('baseUrl')),
    timeoutMs,
    maxOutputTokens,
    prices: { ...listPrices, ...readPrices(root) },
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function readBaseUrl(configured: string = DEFAULT_BASE_URL): string {
  const url = URL.canParse(configured) ? new URL(configured) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search) {
    throw new InputError(
      `${ROOT}.baseUrl: "${configured}" is not an address like ${DEFAULT_BASE_URL}`,
    );
  }
  return configured.replace(/\/+$/, '');
}

function readPrices(root: RootConfigService): Prices {
  const prices: Prices = {};
  for (const item of root.getOptionalConfigArray(`${ROOT}.prices`) ?? []) {
    const from = item.getOptionalString('from');
    if (from !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(from)) {
      throw new InputError(
        `${ROOT}.prices: "${from}" is not a day like 2027-01-01`,
      );
    }
    const model = item.getString('model');
    (prices[model] ??= []).push({
      ...(from ? { from } : {}),
      input: item.getNumber('input'),
      output: item.getNumber('output'),
    });
  }
  return prices;
}
