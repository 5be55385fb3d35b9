import { hasReason, isDailyQuota, retryDelayMs } from './errorDetails';
import { GeminiFailure, type HttpRefusal } from './GeminiFailure';

/** The API's words are shown, but not pages of them. */
const MAX_QUOTED = 300;

/** Puts a refusal of the API into words, with the next step. */
export function describeRefusal(
  refusal: HttpRefusal,
  model: string,
  now: number,
): GeminiFailure {
  const { status, details } = refusal;
  const said = quote(refusal.message);
  const retryAfterMs = retryDelayMs(details, refusal.retryAfter, now);

  if (status === 429 && isDailyQuota(details)) {
    return new GeminiFailure(
      'daily-quota',
      `Today's Gemini quota for ${model} is spent; it is filled up again at midnight Pacific time`,
      'Choose another analyzer, set infraAi.gemini.model to another model, or raise the quota in Google AI Studio',
    );
  }
  if (status === 429) {
    return new GeminiFailure(
      'rate-limit',
      'Gemini is getting more requests than the quota of this key allows (429)',
      'Try again in a minute, or raise the quota in Google AI Studio',
      { retryAfterMs },
    );
  }
  if (status === 408 || status >= 500) {
    return new GeminiFailure(
      'unavailable',
      `Gemini is not available at the moment (${status}${said})`,
      'Try again later, or choose another analyzer',
      { retryAfterMs },
    );
  }
  if (
    status === 401 ||
    hasReason(details, 'API_KEY_INVALID', 'API_KEY_EXPIRED') ||
    (status === 400 && /api key (?:not valid|expired)/i.test(refusal.message))
  ) {
    return new GeminiFailure(
      'bad-key',
      `Gemini refused the API key (${status})`,
      'Put a valid key in GEMINI_API_KEY or infraAi.gemini.apiKey, then restart the back end; keys are made at https://aistudio.google.com/apikey',
    );
  }
  if (status === 403) {
    return new GeminiFailure(
      'bad-key',
      `The Gemini API key may not use ${model} (403${said})`,
      "Check the key's restrictions and that the Gemini API is enabled in its project",
    );
  }
  if (status === 404) {
    return new GeminiFailure(
      'unknown-model',
      `Gemini has no model "${model}" (404${said})`,
      'Set infraAi.gemini.model to one that is current, and check infraAi.gemini.baseUrl if it is set',
    );
  }
  // The limit on a request's size is answered with either status, see
  // https://ai.google.dev/gemini-api/docs/file-input-methods
  if (
    status === 413 ||
    /payload size exceeds|image (?:is )?too large/i.test(refusal.message)
  ) {
    return new GeminiFailure(
      'unusable',
      `The material is too large for Gemini (${status}${said})`,
      'Send less of it: a smaller picture, or a shorter description',
    );
  }
  if (
    /unable to process input image|image is not valid/i.test(refusal.message)
  ) {
    return new GeminiFailure(
      'unusable',
      `Gemini cannot read the picture (${status}${said})`,
      'Save it as PNG and send that, or choose another analyzer',
    );
  }
  return new GeminiFailure(
    'bad-request',
    `Gemini refused the request (${status}${said})`,
    'Change the material, or check the settings under infraAi.gemini',
  );
}

function quote(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (!line) {
    return '';
  }
  return line.length > MAX_QUOTED
    ? `: ${line.slice(0, MAX_QUOTED)}…`
    : `: ${line}`;
}

/** Puts a connection that failed into words; `code` is that of the socket, e.g. `ENOTFOUND`. */
export function describeNetworkError(
  baseUrl: string,
  code: string | undefined,
  cause: unknown,
): GeminiFailure {
  const { host } = new URL(baseUrl);
  const why = code ? ` (${code})` : '';
  return new GeminiFailure(
    'network',
    `Gemini cannot be reached at ${host}${why}`,
    'Check the network, the proxy and infraAi.gemini.baseUrl, or choose another analyzer',
    { cause },
  );
}
