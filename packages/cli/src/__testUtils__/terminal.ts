import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

// eslint-disable-next-line no-restricted-syntax
const BIN = resolve(__dirname, '../../bin/infra-ai');

/** Whether commands can be run in a pseudo terminal here: by `script` of util-linux, which needs no native addon. */
export const hasTerminal =
  process.platform === 'linux' &&
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
    'util-linux',
  ) === true;

/** Keys as a terminal sends them. */
export const KEYS = {
  enter: '\r',
  tab: '\t',
  down: '\u001b[B',
  ctrlC: '\u0003',
};

/**
 * Runs `infra-ai` in a pseudo terminal. Each answer is typed once its question is shown.
 *
 * @param answers - pairs of a text that the screen must show first, and what is typed then
 */
export async function runInTerminal(
  args: string[],
  answers: Array<[question: string, keys: string]>,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; screen: string }> {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const command = [process.execPath, BIN, ...args].map(quote).join(' ');
  const child = spawn(
    'script',
    [
      '--quiet',
      '--return',
      '--command',
      `stty rows 50 cols 200 && ${command}`,
      '/dev/null',
    ],
    { env: { ...process.env, NODE_ENV: '', CI: '', TERM: 'xterm', ...env } },
  );
  let screen = '';
  let seen = 0;
  const left = [...answers];
  child.stdout.on('data', data => {
    screen += stripVTControlCharacters(String(data));
    const at = left.length > 0 ? screen.indexOf(left[0][0], seen) : -1;
    if (at >= 0) {
      const [question, keys] = left.shift()!;
      seen = at + question.length;
      child.stdin.write(keys);
    }
  });
  // A question that never comes must show the screen, not only the time limit of the test.
  const timer = setTimeout(() => child.kill(), 30_000);
  const code = await new Promise<number>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  clearTimeout(timer);
  if (left.length > 0) {
    throw new Error(`Never asked: ${left[0][0]}\n${screen}`);
  }
  return { code, screen };
}
