import { simpleGit, type SimpleGit } from 'simple-git';
import type { GithubApi } from '../platform/githubApi';

/** No answer for this long means that there will be none. */
const SILENCE_MS = 60_000;

/** Git in a folder, that never asks and gives GitHub's token to GitHub alone. */
export function gitIn(
  path: string,
  github?: Pick<GithubApi, 'apiBaseUrl' | 'host' | 'token'>,
): SimpleGit {
  return simpleGit({
    baseDir: path,
    timeout: { block: SILENCE_MS },
    // The token is in the environment, which unlike arguments only we and root can read. Nothing there is from outside.
    unsafe: { allowUnsafeConfigEnvCount: true },
    allowEnvironment: [
      'GIT_TERMINAL_PROMPT',
      'GIT_CONFIG_COUNT',
      'GIT_CONFIG_KEY_0',
      'GIT_CONFIG_VALUE_0',
    ],
  }).env(gitEnvironment(process.env, github));
}

/** The environment for git: no prompts, English messages, the token for the one host that it is of. */
export function gitEnvironment(
  env: NodeJS.ProcessEnv,
  github?: Pick<GithubApi, 'apiBaseUrl' | 'host' | 'token'>,
): Record<string, string> {
  const { PATH, HOME, USER, XDG_CONFIG_HOME, SSH_AUTH_SOCK, TMPDIR } = env;
  const basic =
    github && Buffer.from(`x-access-token:${github.token}`).toString('base64');
  const protocol = github && new URL(github.apiBaseUrl).protocol;
  return Object.fromEntries(
    Object.entries({
      PATH,
      HOME,
      USER,
      XDG_CONFIG_HOME,
      SSH_AUTH_SOCK,
      TMPDIR,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      ...(github
        ? {
            GIT_CONFIG_COUNT: '1',
            GIT_CONFIG_KEY_0: `http.${protocol}//${github.host}/.extraheader`,
            GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
          }
        : {}),
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
