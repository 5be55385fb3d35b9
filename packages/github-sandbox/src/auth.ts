import { Request } from 'express';
import { SandboxContext } from './context';
import { GitHubError, notFound } from './errors';
import { RepositoryRecord, UserAccount, Viewer } from './types';

/** The user whose token every unlisted token is, and who looks at the pages. */
export const GUEST = 'guest';

/**
 * The user that the request's credentials name: `Authorization: Bearer|token
 * <token>` or basic authentication with the token as the password (or, as
 * GitHub allows, as the user name).
 *
 * @throws GitHubError 401 for a token that is configured as bad.
 */
export function authenticate(context: SandboxContext, req: Request): Viewer {
  const token = readToken(req.headers.authorization);
  if (token === undefined) {
    return undefined;
  }
  if (!token || context.badTokens.includes(token)) {
    throw new GitHubError(401, 'Bad credentials');
  }
  const account = context.store.getAccount(context.tokens[token] ?? GUEST);
  if (account?.type !== 'User') {
    throw new GitHubError(401, 'Bad credentials');
  }
  return account;
}

function readToken(header: string | undefined): string | undefined {
  const match = /^(bearer|token|basic) +(\S*)$/i.exec(header ?? '');
  if (!match) {
    return undefined;
  }
  if (match[1].toLowerCase() !== 'basic') {
    return match[2];
  }
  const decoded = Buffer.from(match[2], 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return decoded.slice(colon + 1) || decoded.slice(0, Math.max(colon, 0));
}

/** @throws GitHubError 401 for anonymous requests. */
export function requireViewer(viewer: Viewer): UserAccount {
  if (!viewer) {
    throw new GitHubError(401, 'Requires authentication');
  }
  return viewer;
}

export type ViewerPermission = 'ADMIN' | 'WRITE' | 'READ' | undefined;

export function permissionOf(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
): ViewerPermission {
  const owner = context.store.getAccount(record.owner);
  const login = viewer?.login;
  if (
    login !== undefined &&
    (owner?.login === login ||
      (owner?.type === 'Organization' && owner.members.includes(login)))
  ) {
    return 'ADMIN';
  }
  const granted = login === undefined ? undefined : record.collaborators[login];
  if (granted === 'admin') {
    return 'ADMIN';
  }
  if (granted === 'push' || granted === 'maintain') {
    return 'WRITE';
  }
  return granted || record.visibility === 'public' ? 'READ' : undefined;
}

/**
 * The repository, when the viewer may see it.
 *
 * @throws GitHubError 404, as GitHub does for what it hides, too.
 */
export function readableRepository(
  context: SandboxContext,
  viewer: Viewer,
  owner: string,
  name: string,
): RepositoryRecord {
  const record = context.store.getRepository(
    owner,
    name.replace(/\.git$/i, ''),
  );
  if (
    !record ||
    !permissionOf(context, viewer, record) ||
    (record.hiddenUntil ?? 0) > context.clock()
  ) {
    throw notFound();
  }
  return record;
}

/** @throws GitHubError 401, 404, or 403 for lack of rights or when archived. */
export function writableRepository(
  context: SandboxContext,
  viewer: Viewer,
  owner: string,
  name: string,
): RepositoryRecord {
  requireViewer(viewer);
  const record = readableRepository(context, viewer, owner, name);
  if (permissionOf(context, viewer, record) === 'READ') {
    throw new GitHubError(403, 'Must have push access to the repository.');
  }
  if (record.archived) {
    throw new GitHubError(403, 'Repository was archived so is read-only.');
  }
  return record;
}

/** @throws GitHubError 401, 404, or 403 for lack of admin rights. */
export function administrableRepository(
  context: SandboxContext,
  viewer: Viewer,
  owner: string,
  name: string,
): RepositoryRecord {
  requireViewer(viewer);
  const record = readableRepository(context, viewer, owner, name);
  if (permissionOf(context, viewer, record) !== 'ADMIN') {
    throw new GitHubError(403, 'Must have admin rights to Repository.');
  }
  return record;
}
