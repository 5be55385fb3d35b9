import { whyUnanswered } from '../lib/http';
import { CheckResult, fail, ok, warn } from './check';

/** `check` is to answer within two seconds. */
const LIMIT_MS = 1_000;

/** Whether GITHUB_TOKEN and GEMINI_API_KEY are there and taken: one request each, that changes and costs nothing. */
export async function checkKeys(
  env: NodeJS.ProcessEnv,
  geminiApi = 'https://generativelanguage.googleapis.com',
): Promise<CheckResult[]> {
  return Promise.all([checkGithubToken(env), checkGeminiKey(env, geminiApi)]);
}

async function checkGithubToken(env: NodeJS.ProcessEnv): Promise<CheckResult> {
  const name = 'GitHub';
  if (!env.GITHUB_TOKEN) {
    return ok(name, 'the local sandbox; set GITHUB_TOKEN for the real one');
  }
  const api = env.GITHUB_API_URL || 'https://api.github.com';
  const answer = await ask(`${api}/rate_limit`, {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${env.GITHUB_TOKEN}`,
  });
  if (answer.problem !== undefined) {
    return warn(
      name,
      `GITHUB_TOKEN is set, but ${api} did not answer (${answer.problem}); whether it is valid is not known`,
      'Look at the network. Discovery and publishing need it.',
    );
  }
  // A server of one's own without limits answers a good token with 404.
  if (answer.status === 200 || answer.status === 404) {
    return ok(name, 'the real one: GITHUB_TOKEN is valid');
  }
  return answer.status === 401
    ? fail(
        name,
        `GITHUB_TOKEN is refused by ${api}: it is wrong, expired or revoked`,
        'Make a new one, or unset it to use the local sandbox; infra-ai validate-github-auth says more.',
      )
    : warn(
        name,
        `GITHUB_TOKEN is set; ${api} answers with status ${answer.status}`,
        'See what infra-ai validate-github-auth says.',
      );
}

async function checkGeminiKey(
  env: NodeJS.ProcessEnv,
  api: string,
): Promise<CheckResult> {
  const name = 'Analyzer';
  if (!env.GEMINI_API_KEY) {
    return ok(name, 'the embedded one; set GEMINI_API_KEY for Gemini');
  }
  // The list of models: no model runs, nothing is charged.
  const answer = await ask(`${api}/v1beta/models?pageSize=1`, {
    'x-goog-api-key': env.GEMINI_API_KEY,
  });
  if (answer.problem !== undefined) {
    return warn(
      name,
      `GEMINI_API_KEY is set, but ${api} did not answer (${answer.problem}); whether it is valid is not known`,
      'Look at the network; without it choose the embedded analyzer.',
    );
  }
  if (answer.status === 200) {
    return ok(name, 'Gemini: GEMINI_API_KEY is valid');
  }
  // Google answers a wrong key with 400 and API_KEY_INVALID.
  return [400, 401, 403].includes(answer.status)
    ? fail(
        name,
        `GEMINI_API_KEY is refused by ${api} (status ${answer.status})`,
        'Correct it, or unset it to use the embedded analyzer.',
      )
    : warn(
        name,
        `GEMINI_API_KEY is set; ${api} answers with status ${answer.status}`,
        'Try again later.',
      );
}

async function ask(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; problem?: undefined } | { problem: string }> {
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return {
      problem:
        (error as Error).name === 'TimeoutError'
          ? `nothing within ${LIMIT_MS / 1000} s`
          : whyUnanswered(error),
    };
  }
}
