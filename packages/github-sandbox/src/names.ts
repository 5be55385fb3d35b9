import { GitHubError, validationFailed } from './errors';

const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;
const REPOSITORY = /^[A-Za-z\d._-]{1,100}$/;
const OBJECT_ID = /^[\da-f]{40}$/;

/** Logins whose page would hide a route of this server. */
const RESERVED_LOGINS = new Set(['api', 'raw', 'assets', 'login', 'settings']);

export function isValidLogin(login: unknown): login is string {
  return (
    typeof login === 'string' &&
    LOGIN.test(login) &&
    !RESERVED_LOGINS.has(login.toLowerCase())
  );
}

export function isValidRepositoryName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    REPOSITORY.test(name) &&
    name !== '.' &&
    name !== '..' &&
    !/\.(git|wiki)$/i.test(name)
  );
}

export function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && OBJECT_ID.test(value);
}

/**
 * The name that GitHub gives a repository asked for as `requested`: characters
 * outside its alphabet become hyphens.
 *
 * @throws GitHubError 422 when nothing legal remains.
 */
export function toRepositoryName(requested: unknown): string {
  const problem = (message: string) =>
    validationFailed(
      [{ resource: 'Repository', code: 'custom', field: 'name', message }],
      'Repository creation failed.',
    );
  if (typeof requested !== 'string' || !requested.trim()) {
    throw validationFailed(
      [{ resource: 'Repository', code: 'missing_field', field: 'name' }],
      'Repository creation failed.',
    );
  }
  const name = requested.trim().replace(/[^A-Za-z\d._-]+/g, '-');
  if (name.length > 100) {
    throw problem('name is too long (maximum is 100 characters)');
  }
  if (name === '.' || name === '..') {
    throw problem('name is reserved');
  }
  if (/\.(git|wiki)$/i.test(name)) {
    throw problem(`name can't end with ${name.slice(name.lastIndexOf('.'))}`);
  }
  return name;
}

/** The rules of `git check-ref-format` that matter for a full ref name. */
export function isValidRefName(ref: unknown): ref is string {
  return (
    typeof ref === 'string' &&
    ref.length <= 255 &&
    // eslint-disable-next-line no-control-regex
    !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|\.$|\/$|(^|\/)[.]/.test(
      ref,
    ) &&
    ref !== '@' &&
    !ref.startsWith('-') &&
    !ref.startsWith('/')
  );
}

/**
 * A file path inside a repository, without a leading slash.
 *
 * @throws GitHubError 422 for paths that git or GitHub refuse: empty, `..`,
 * `.git`, absolute, control characters, over 4096 bytes.
 */
export function checkTreePath(path: unknown): string {
  const malformed = () =>
    new GitHubError(422, 'path contains a malformed path component');
  if (typeof path !== 'string' || !path || Buffer.byteLength(path) > 4096) {
    throw malformed();
  }
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(path) || path.includes('\\')) {
    throw malformed();
  }
  for (const part of path.split('/')) {
    if (!part || part === '.' || part === '..' || /^\.git$/i.test(part)) {
      throw malformed();
    }
  }
  return path;
}
