import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { readFileIfExists } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';

/** The managed repositories, in the root of the checkout. */
export const REPOSITORIES_FILE = 'infra-ai.repositories.yaml';

/** Where repositories go that no file gives a place. */
const DEFAULT_DIRECTORY = '.data/repositories';

/** A repository that is kept in step with its remote. */
export interface ManagedRepository {
  /** Unique: the path below the directory. */
  name: string;
  url: string;
  /** Full path of the clone. */
  path: string;
  /** The one to clone; default: the remote's own. */
  branch?: string;
}

/**
 * Addresses that git reads without running a program of the address' choice; a file of repositories is data.
 * `ext::` and options in the place of an address are not among them.
 */
const url = z
  .string()
  .regex(
    /^(?:https?:\/\/|ssh:\/\/|git:\/\/|file:\/\/|\/|[\w.-]+@[\w.-]+:)(?!-)[^\r\n]+$/,
    'is no address of a repository, such as https://github.com/acme/shop.git',
  );

const settingsSchema = z.strictObject({
  directory: z.string().min(1).default(DEFAULT_DIRECTORY),
  repositories: z
    .array(
      z.strictObject({
        url,
        path: z.string().min(1).max(200).optional(),
        branch: z
          .string()
          .regex(/^(?!-)[\w./-]{1,200}$/)
          .optional(),
      }),
    )
    .default([]),
});

/**
 * Reads `infra-ai.repositories.yaml`; undefined when there is none.
 *
 * @throws CommandError that names the line or the field
 */
export async function readRepositories(
  root: string,
): Promise<ManagedRepository[] | undefined> {
  const file = join(root, REPOSITORIES_FILE);
  const text = await readFileIfExists(file);
  if (text === undefined) {
    return undefined;
  }
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new CommandError(`${file}: ${document.errors[0].message}`);
  }
  const result = settingsSchema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    throw new CommandError(`${file}: ${z.prettifyError(result.error)}`);
  }
  const { directory, repositories } = result.data;
  return placeRepositories(resolve(root, directory), repositories);
}

/**
 * Gives every address its place below `directory`.
 *
 * @throws CommandError when two have the same, or one leads out of the directory
 */
export function placeRepositories(
  directory: string,
  repositories: Array<{ url: string; path?: string; branch?: string }>,
): ManagedRepository[] {
  const taken = new Map<string, string>();
  return repositories.map(({ url: address, path, branch }) => {
    const name = path ?? basename(address.replace(/\/+$/, ''), '.git');
    const place = resolve(directory, name);
    const inside = relative(directory, place);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) {
      throw new CommandError(
        `The repository ${address} would be placed in ${place}, outside of ${directory}. Give it another path.`,
      );
    }
    const other = taken.get(place);
    if (other !== undefined) {
      throw new CommandError(
        `The repositories ${other} and ${address} would both be placed in ${place}. Give one of them another path.`,
      );
    }
    taken.set(place, address);
    return {
      name: inside,
      url: address,
      path: place,
      ...(branch ? { branch } : {}),
    };
  });
}

/** The folder for repositories that are listed by a catalog or an organization. */
export function defaultDirectory(root: string): string {
  return join(root, DEFAULT_DIRECTORY);
}
