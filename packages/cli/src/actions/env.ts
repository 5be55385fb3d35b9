import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import pc from 'picocolors';
import type { EnvFlags } from '../commands/env';
import {
  compareVariables,
  readVariables,
  setVariable,
} from '../config/envText';
import { readConfigFile, writeConfigFile } from '../config/files';
import {
  envExample,
  findVariable,
  isSecret,
  referencedVariables,
  validateVariables,
} from '../env/variables';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError, UsageError } from '../lib/errors';
import { formatTable } from '../lib/table';
import { findCheckout } from '../platform/checkout';
import { ENV_FILE } from '../platform/envFile';
import { print } from './config/print';

const MASK = '••••••';
const EXAMPLE_FILE = '.env.example';
/** Of a file that is made here: it will hold secrets. */
const NEW_FILE_MODE = 0o600;

/** The `env` commands, by name. */
export const envActions = {
  list,
  get,
  set,
  unset,
  validate,
  compare,
  example,
};

async function list(_: string[], flags: EnvFlags): Promise<void> {
  const { name: file, values } = await readFile(flags);
  const rows = [...values].map(([name, value]) => ({
    name,
    value: isSecret(name) && !flags.reveal ? undefined : value,
    isSet: value !== '',
    description: findVariable(name)?.description,
  }));
  print(flags, { file, variables: rows }, () =>
    rows.length === 0
      ? `${file} sets nothing. ${EXAMPLE_FILE} shows what there is.`
      : formatTable(
          ['VARIABLE', 'VALUE', 'MEANING'],
          rows.map(({ name, value, isSet, description }) => ({
            cells: [
              name,
              isSet ? value?.replace(/\s+/g, ' ') ?? MASK : '(empty)',
              description?.split('. ')[0] ?? '(not one of ours)',
            ],
          })),
        ),
  );
}

async function get([name]: string[], flags: EnvFlags): Promise<void> {
  const { name: file, values } = await readFile(flags);
  const value = values.get(name);
  if (value === undefined) {
    throw new CommandError(`${file} does not set ${name}.`);
  }
  print(flags, { name, value }, () => value);
}

async function set([name, given]: string[], flags: EnvFlags): Promise<void> {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new UsageError(
      `'${name}' is no name of a variable: letters, digits and underscores, not a digit first.`,
    );
  }
  const value =
    given === '-'
      ? (await readStream(process.stdin)).replace(/\r?\n$/, '')
      : given;
  const problem = value === '' ? undefined : findVariable(name)?.check?.(value);
  if (problem) {
    throw new CommandError(`${name} ${problem}. Nothing was changed.`);
  }
  await change(name, value, flags);
}

async function unset([name]: string[], flags: EnvFlags): Promise<void> {
  await change(name, undefined, flags);
}

async function change(
  name: string,
  value: string | undefined,
  flags: EnvFlags,
): Promise<void> {
  const { root } = findCheckout();
  const path = flags.file ?? join(root, ENV_FILE);
  const present = await readConfigFile(process.cwd(), path);
  const content = setVariable(present?.content ?? Buffer.alloc(0), name, value);
  if (!content) {
    throw new CommandError(
      `${path} cannot be changed: it is no text, or the value cannot be written so that it is read back the same.`,
    );
  }
  const isSame = present?.content.equals(content) ?? content.length === 0;
  if (!isSame && !flags.dryRun) {
    await writeConfigFile(process.cwd(), {
      path,
      content,
      mode: present?.mode ?? NEW_FILE_MODE,
    });
  }
  const done = value === undefined ? 'removed' : 'set';
  print(
    flags,
    { name, changed: !isSame, dryRun: flags.dryRun ?? false },
    () => {
      if (isSame) {
        return value === undefined
          ? `${name} was not there.`
          : `${name} has this value already.`;
      }
      return flags.dryRun
        ? `${name} would be ${done}.`
        : `${name} is ${done}. Restart what runs to use it.`;
    },
  );
}

async function validate(_: string[], flags: EnvFlags): Promise<void> {
  const { name: file, values } = await readFile(flags);
  const result = validateVariables(values, {
    production: flags.production ?? false,
    referenced: await readReferenced(),
  });
  const isGood = result.problems.length + result.missing.length === 0;
  print(flags, { ok: isGood, ...result }, () =>
    [
      ...result.problems.map(
        ({ name, problem }) => `${pc.red('✖')} ${name} ${problem}`,
      ),
      ...result.missing.map(
        name =>
          `${pc.red('✖')} ${name} is missing: ${
            findVariable(name)!.description
          }`,
      ),
      ...result.unused.map(
        name => `${pc.yellow('!')} ${name} is read by nothing here`,
      ),
      isGood ? `${file} is valid.` : `${file} needs mending.`,
    ].join('\n'),
  );
  if (!isGood) {
    process.exitCode = 1;
  }
}

/** What all configuration files take from the environment. */
async function readReferenced(): Promise<Set<string>> {
  const { root } = findCheckout();
  const names = (await readdir(root)).filter(name =>
    /^app-config.*\.yaml$/.test(name),
  );
  const texts = await Promise.all(
    names.map(name => readFileIfExists(join(root, name))),
  );
  return new Set(texts.flatMap(text => referencedVariables(text ?? '')));
}

async function compare(
  [first, second]: string[],
  flags: EnvFlags,
): Promise<void> {
  const read = async (path: string) => {
    const file = await readConfigFile(process.cwd(), path);
    if (!file) {
      throw new CommandError(`There is no ${path}.`);
    }
    return file.content;
  };
  const before = await read(first);
  const after = await read(second);
  const changes = compareVariables(before, after);
  if (!changes) {
    throw new CommandError(`${first} or ${second} is no text.`);
  }
  const said = {
    added: `only in ${second}`,
    removed: `only in ${first}`,
    changed: 'differs',
  };
  print(flags, { changes }, () =>
    changes.length === 0
      ? 'Both set the same.'
      : formatTable(
          ['VARIABLE', 'DIFFERENCE'],
          changes.map(({ name, kind }) => ({ cells: [name, said[kind]] })),
        ),
  );
}

async function example(_: string[], flags: EnvFlags): Promise<void> {
  const { root } = findCheckout();
  const file = join(root, EXAMPLE_FILE);
  const content = envExample();
  const isCurrent = (await readFileIfExists(file)) === content;
  if (flags.check && !isCurrent) {
    throw new CommandError(
      `${EXAMPLE_FILE} is not up to date. Run: infra-ai env example`,
    );
  }
  if (!isCurrent && !flags.dryRun) {
    await writeFileAtomic(file, content);
  }
  print(flags, { file, changed: !isCurrent }, () => {
    if (isCurrent) {
      return `${EXAMPLE_FILE} is up to date.`;
    }
    return flags.dryRun
      ? `${EXAMPLE_FILE} would be written.`
      : `${EXAMPLE_FILE} is written.`;
  });
}

async function readFile(
  flags: EnvFlags,
): Promise<{ name: string; values: Map<string, string> }> {
  const path = flags.file
    ? resolve(flags.file)
    : join(findCheckout().root, ENV_FILE);
  const file = await readConfigFile(process.cwd(), path);
  if (!file) {
    throw new CommandError(
      `There is no ${path}. Copy ${EXAMPLE_FILE}, or set a first variable with: infra-ai env set NAME VALUE`,
    );
  }
  const values = readVariables(file.content);
  if (!values) {
    throw new CommandError(`${path} is no text in UTF-8.`);
  }
  return { name: flags.file ?? ENV_FILE, values };
}
