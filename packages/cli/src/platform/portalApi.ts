import { CommandError } from '../lib/errors';
import { whyUnanswered } from '../lib/http';
import { findCheckout } from './checkout';
import { commandName } from './commandName';
import { isSupervised, readState } from './state';

/** A portal that answers, and who we are there. */
export interface PortalApi {
  /** Of the API, without a slash at the end. */
  baseUrl: string;
  token: string;
}

/**
 * The portal that `INFRA_AI_URL` names, else the one that runs from this checkout.
 *
 * @param purpose - what needs it, as in "The analyzer 'gemini'"
 * @param words - of the message when none runs: what `purpose` does with the platform, and what else can be done
 * @throws CommandError when none runs, or it does not let us in
 */
export async function findPortal(
  purpose: string,
  env: NodeJS.ProcessEnv = process.env,
  words: { verb?: string; otherwise?: string } = {},
): Promise<PortalApi> {
  const baseUrl = await findBaseUrl(purpose, env, words);
  return {
    baseUrl,
    token: env.INFRA_AI_TOKEN || (await signInAsGuest(baseUrl)),
  };
}

async function findBaseUrl(
  purpose: string,
  env: NodeJS.ProcessEnv,
  { verb = 'needs', otherwise = '' }: { verb?: string; otherwise?: string },
): Promise<string> {
  if (env.INFRA_AI_URL) {
    return env.INFRA_AI_URL.replace(/\/+$/, '');
  }
  const state = await readState(findCheckout(env));
  if (!isSupervised(state) || state.phase !== 'running') {
    throw new CommandError(
      `${purpose} ${verb} the platform, and that is not running. Start it with '${commandName(
        env,
      )} start', or set INFRA_AI_URL and INFRA_AI_TOKEN to use another one${otherwise}.`,
    );
  }
  return `http://localhost:${state.options.ports.api}`;
}

/** A token of the trial's guest. @throws CommandError where no guest gets in */
export async function signInAsGuest(baseUrl: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/api/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
  } catch (error) {
    throw new CommandError(
      `The platform at ${baseUrl} does not answer (${whyUnanswered(error)}).`,
    );
  }
  const body = response.ok
    ? await response.json().catch(() => undefined)
    : undefined;
  const token = body?.backstageIdentity?.token;
  if (typeof token !== 'string') {
    throw new CommandError(
      `The platform at ${baseUrl} lets no guest in; set INFRA_AI_TOKEN to a token of yours.`,
    );
  }
  return token;
}
