import { InputError } from '@backstage/errors';

/** Longest name the catalog accepts. */
const MAX_NAME = 63;
/** Room a shortened name keeps for the hash that tells it from its neighbours. */
const HASH_LENGTH = 6;

/**
 * Turns what a source calls something into a legal entity name: lower case ASCII letters, digits and dashes, at most
 * 63 characters. Accents are folded (`Órdenes` → `ordenes`); a name with nothing left in it becomes a hash.
 *
 * @public
 */
export function toEntityName(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return shorten(folded || `x${hash(text)}`);
}

/**
 * Name of an element's entity inside a system. Entity names are global in a catalog, so "redis" of one system would
 * collide with "redis" of the next: every name starts with that of its system.
 *
 * @public
 */
export function qualifyEntityName(system: string, name: string): string {
  const own = toEntityName(name);
  return own === system || own.startsWith(`${system}-`)
    ? own
    : shorten(`${system}-${own}`);
}

/** Hands out each name once: the second taker gets `-2`, the third `-3`. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** Keeps a name from being handed out. */
  reserve(name: string): void {
    this.#taken.add(name);
  }

  take(name: string): string {
    let unique = name;
    for (let n = 2; this.#taken.has(unique); n++) {
      const suffix = `-${n}`;
      unique = `${name.slice(0, MAX_NAME - suffix.length)}${suffix}`;
    }
    this.#taken.add(unique);
    return unique;
  }
}

/**
 * Turns text into a legal catalog tag, or undefined when nothing is left of it.
 *
 * @public
 */
export function toTag(text: string): string | undefined {
  const tag = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MAX_NAME)
    .replace(/-$/, '');
  return tag || undefined;
}

/**
 * Checks a repository name against GitHub's rules.
 *
 * @throws InputError that says what to change
 * @public
 */
export function assertRepositoryName(name: string): void {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name) || /^\.{1,2}$/.test(name)) {
    throw new InputError(
      `"${name}" is not a repository name: use 1 to 100 letters, digits, ".", "_" and "-"`,
    );
  }
  if (/\.(git|wiki)$/i.test(name)) {
    throw new InputError(
      `A repository name must not end in ".git" or ".wiki", as "${name}" does`,
    );
  }
}

function shorten(name: string): string {
  if (name.length <= MAX_NAME) {
    return name;
  }
  const kept = name.slice(0, MAX_NAME - HASH_LENGTH - 1).replace(/-+$/, '');
  return `${kept}-${hash(name)}`;
}

/** FNV-1a: this package runs in browsers too, and a name needs no cryptography. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0)
    .toString(36)
    .padStart(HASH_LENGTH, '0')
    .slice(-HASH_LENGTH);
}
