import type { Octokit } from '@octokit/rest';
import { messageOf } from '../../lib/errors';

/** The kinds of token that GitHub gives out. */
export type TokenKind =
  | 'classic'
  | 'fine-grained'
  | 'app-installation'
  | 'app-user'
  | 'oauth'
  | 'actions'
  | 'refresh'
  | 'unknown';

/** What GitHub says about a token, as far as it says it. */
export interface TokenFacts {
  valid: boolean;
  kind: TokenKind;
  /** What told the kind: the token's prefix, or a header. */
  kindFrom: 'prefix' | 'headers' | 'nothing';
  /** Login of the user that it belongs to; a token of an app or of Actions belongs to none. */
  login?: string;
  /** Of classic and OAuth tokens alone; the others have permissions, which no request lists. */
  scopes?: string[];
  /** ISO 8601; undefined: it has no end, or GitHub does not tell. */
  expiresAt?: string;
  /** What GitHub says about single sign-on, word for word. */
  sso?: string;
  rate?: Record<
    'core' | 'graphql',
    { limit: number; remaining: number; resetsAt: string }
  >;
  /** Why it is not valid, or could not be looked at. */
  problem?: string;
}

/** https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
const PREFIXES: Array<[string, TokenKind]> = [
  ['github_pat_', 'fine-grained'],
  ['ghp_', 'classic'],
  ['gho_', 'oauth'],
  ['ghu_', 'app-user'],
  ['ghs_', 'app-installation'],
  ['ghr_', 'refresh'],
];

/** Words for a person. */
export const KIND_TITLES: Record<TokenKind, string> = {
  classic: 'classic personal access token',
  'fine-grained': 'fine-grained personal access token',
  'app-installation': 'installation token of a GitHub App',
  'app-user': "a user's token of a GitHub App",
  oauth: 'token of an OAuth app',
  actions: 'token of GitHub Actions',
  refresh: 'refresh token, which no request can be made with',
  unknown: 'of an unknown kind',
};

/** The kind by the token's prefix; Actions' own token is told from an app's by where we run. */
export function kindByPrefix(
  token: string,
  env: NodeJS.ProcessEnv = {},
): TokenKind {
  const found = PREFIXES.find(([prefix]) => token.startsWith(prefix))?.[1];
  if (
    found === 'app-installation' &&
    env.GITHUB_ACTIONS === 'true' &&
    env.GITHUB_TOKEN === token
  ) {
    return 'actions';
  }
  return found ?? 'unknown';
}

type Headers = Record<string, string | number | undefined>;

/** Asks GitHub about the token: whose it is, its scopes, its end, its limits. Two requests, that change nothing. */
export async function readToken(
  octokit: Octokit,
  token: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<TokenFacts> {
  const kind = kindByPrefix(token, env);
  const facts: TokenFacts = {
    valid: false,
    kind,
    kindFrom: kind === 'unknown' ? 'nothing' : 'prefix',
  };
  if (kind === 'refresh') {
    return { ...facts, problem: 'it is a refresh token, no access token' };
  }
  try {
    // Every kind of token may ask this, and it costs nothing of the limit.
    const { headers, data } = await octokit.request('GET /rate_limit');
    addHeaders(facts, headers as Headers);
    const { core, graphql } = data.resources;
    facts.rate = { core: rateOf(core), graphql: rateOf(graphql ?? core) };
  } catch (error) {
    const status = (error as { status?: number }).status;
    // A server of one's own may have no limits; then it answers 404, to a good token.
    if (status !== 404) {
      return {
        ...facts,
        problem:
          status === 401
            ? 'GitHub refuses it: it is wrong, expired or revoked'
            : messageOf(error),
      };
    }
  }
  facts.valid = true;
  try {
    const { headers, data } = await octokit.request('GET /user');
    addHeaders(facts, headers as Headers);
    facts.login = data.login;
  } catch (error) {
    const { status, response } = error as {
      status?: number;
      response?: { headers: Headers };
    };
    addHeaders(facts, response?.headers ?? {});
    if (status === 401) {
      return {
        ...facts,
        valid: false,
        problem: 'GitHub refuses it: it is wrong, expired or revoked',
      };
    }
    if (!['app-installation', 'actions'].includes(kind)) {
      facts.problem = `whose it is cannot be read: ${messageOf(error)}`;
    }
  }
  return facts;
}

function rateOf(rate: { limit: number; remaining: number; reset: number }) {
  return {
    limit: rate.limit,
    remaining: rate.remaining,
    resetsAt: new Date(rate.reset * 1000).toISOString(),
  };
}

function addHeaders(facts: TokenFacts, headers: Headers): void {
  const scopes = headers['x-oauth-scopes'];
  if (scopes !== undefined) {
    facts.scopes = String(scopes)
      .split(',')
      .map(scope => scope.trim())
      .filter(Boolean);
    if (facts.kind === 'unknown') {
      // Tokens from before the prefixes, and those of a stand-in.
      facts.kind = headers['x-oauth-client-id'] ? 'oauth' : 'classic';
      facts.kindFrom = 'headers';
    }
  }
  const expires = headers['github-authentication-token-expiration'];
  if (expires !== undefined) {
    facts.expiresAt = toIso(String(expires));
  }
  const sso = headers['x-github-sso'];
  if (sso !== undefined) {
    facts.sso = String(sso);
  }
}

/** GitHub writes `2026-12-31 10:00:00 UTC`, or an offset in the place of UTC. */
function toIso(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(
    text.trim(),
  );
  const time = match
    ? Date.parse(
        `${match[1]}T${match[2]}${
          match[3] === 'UTC'
            ? 'Z'
            : `${match[3].slice(0, 3)}:${match[3].slice(3)}`
        }`,
      )
    : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Scopes that hold others: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
const IMPLIED: Record<string, string[]> = {
  'read:org': ['write:org', 'admin:org'],
  'read:repo_hook': ['write:repo_hook', 'admin:repo_hook', 'repo'],
};

/** Whether the scopes hold this one; undefined where the token has none, but permissions. */
export function hasScope(
  { scopes }: Pick<TokenFacts, 'scopes'>,
  scope: string,
): boolean | undefined {
  return (
    scopes &&
    [scope, ...(IMPLIED[scope] ?? [])].some(one => scopes.includes(one))
  );
}
