import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout that these tests are in. */
export const ROOT = resolve(__dirname, '../../../../..');

/** A file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** An instruction of a Dockerfile. */
export interface Instruction {
  name: string;
  rest: string;
}

/** The instructions of our Dockerfile, with the lines that belong together joined. */
export function readDockerfile(): Instruction[] {
  return readRepositoryFile('deploy/Dockerfile')
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim())
    .map(line => {
      const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
      if (!name) {
        throw new Error(`No instruction: ${line}`);
      }
      return { name, rest };
    });
}

/** What the image starts, and the values of `--config` in a command. */
export function readImageCommand(): string[] {
  const found = readDockerfile().find(({ name }) => name === 'CMD');
  return JSON.parse(found!.rest);
}

export function configsOf(command: string[]): string[] {
  return command.filter((_, index) => command[index - 1] === '--config');
}
