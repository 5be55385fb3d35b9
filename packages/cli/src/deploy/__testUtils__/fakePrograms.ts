import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { readFileIfExists } from '../../lib/atomicFile';

/** A run of a program. */
export interface Call {
  /** The program and its arguments, as one would type them. */
  line: string;
  /** `INFRA_AI_IMAGE` of its environment. */
  image: string;
}

/** Programs put first on PATH that write down how they were called and answer by a script. */
export class FakePrograms {
  constructor(private readonly directory: string) {}

  /**
   * @param script - CommonJS code, with `args` (the arguments), `line` (the same in one string), `answer(text)`,
   * `fail(text)`, and `state`, an object that is kept between runs of all programs
   */
  async add(name: string, script: string): Promise<void> {
    const path = join(this.directory, 'bin', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const line = args.join(' ');
const log = ${JSON.stringify(this.#log)};
const file = ${JSON.stringify(this.#state)};
fs.appendFileSync(log, JSON.stringify({ line: ${JSON.stringify(
        name,
      )} + ' ' + line, image: process.env.INFRA_AI_IMAGE ?? '' }) + '\\n');
const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '{}';
const state = JSON.parse(before);
const end = (stream, text, code) => {
  // Several run at once; only one of them changes something.
  if (JSON.stringify(state) !== before) {
    fs.writeFileSync(file + '.new', JSON.stringify(state));
    fs.renameSync(file + '.new', file);
  }
  if (text) stream.write(text + '\\n');
  process.exitCode = code;
};
const answer = text => end(process.stdout, text, 0);
const fail = text => end(process.stderr, text, 1);
${script}
`,
    );
    await chmod(path, 0o755);
  }

  /** What was called since the last time this was asked. */
  async takeCalls(): Promise<Call[]> {
    const text = (await readFileIfExists(this.#log)) ?? '';
    await writeFile(this.#log, '');
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  }

  async readState(): Promise<any> {
    return JSON.parse(await readFile(this.#state, 'utf8'));
  }

  async writeState(state: unknown): Promise<void> {
    await writeFile(this.#state, JSON.stringify(state));
  }

  /** For the environment of what is to find them. */
  get path(): string {
    return [join(this.directory, 'bin'), process.env.PATH].join(delimiter);
  }

  get #log(): string {
    return join(this.directory, 'calls');
  }

  get #state(): string {
    return join(this.directory, 'state.json');
  }
}
