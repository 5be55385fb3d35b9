import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { readFileIfExists } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';

/** Settings of the operations commands, in the root of the checkout. */
export const SETTINGS_FILE = 'infra-ai.config.yaml';

const settingsSchema = z.strictObject({
  config: z
    .strictObject({
      /** Globs of the files that are kept, relative to the root. */
      files: z
        .array(z.string().min(1))
        .default(['.env', '.env.*', 'packages/*/.env', 'plugins/*/.env']),
      /** Globs of files that are not, templates above all. */
      ignore: z
        .array(z.string().min(1))
        .default(['**/.env.example', '**/*.partial']),
      /** Database on the platform's server; made when it is missing. */
      database: z
        .string()
        .regex(/^[a-z_][a-z0-9_]{0,62}$/)
        .default('infra_ai_config'),
      /** Copies in files: how many of each file stay. */
      keepFileBackups: z.number().int().min(1).default(20),
    })
    .prefault({}),
  push: z
    .strictObject({
      /** Branches that are force-pushed only when they are named; `*` stands for any characters. */
      protected: z
        .array(z.string().min(1))
        .default(['main', 'master', 'release*']),
    })
    .prefault({}),
});

/** `config` of `infra-ai.config.yaml`, with its defaults. */
export type ConfigSettings = z.output<typeof settingsSchema>['config'];

/** `push` of `infra-ai.config.yaml`, with its defaults. */
export type PushSettings = z.output<typeof settingsSchema>['push'];

/** @throws CommandError that names the line or the field */
export async function readSettings(root: string): Promise<ConfigSettings> {
  return (await readAll(root)).config;
}

/** @throws CommandError that names the line or the field */
export async function readPushSettings(root: string): Promise<PushSettings> {
  return (await readAll(root)).push;
}

async function readAll(root: string) {
  const file = join(root, SETTINGS_FILE);
  const document = parseDocument((await readFileIfExists(file)) ?? '');
  if (document.errors.length > 0) {
    throw new CommandError(`${file}: ${document.errors[0].message}`);
  }
  const result = settingsSchema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    throw new CommandError(`${file}: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}
