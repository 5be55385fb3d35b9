import { execa } from 'execa';
import { resolve } from 'node:path';

const BIN = resolve(__dirname, '../../bin/infra-ai');

/** What a person would see of a command. */
export interface Ran {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs the `infra-ai` command as a process. */
export async function runInfraAi(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string; cwd?: string } = {},
): Promise<Ran> {
  const result = await execa(process.execPath, [BIN, ...args], {
    cwd: options.cwd,
    input: options.input ?? '',
    reject: false,
    env: {
      NO_COLOR: '1',
      NODE_ENV: '',
      GITHUB_TOKEN: '',
      GEMINI_API_KEY: '',
      ...options.env,
    },
  });
  return {
    code: result.exitCode,
    stdout: result.stdout,
    stderr: result.stderr,
  };
}
