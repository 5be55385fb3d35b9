import Router from 'express-promise-router';
import {
  administrableRepository,
  permissionOf,
  readableRepository,
} from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { simpleUser } from '../serialize/accounts';
import { Permission, UserAccount } from '../types';
import { Fields, jsonBody, locals } from './request';

const PERMISSIONS = ['pull', 'triage', 'push', 'maintain', 'admin'] as const;

/** Who may do what with a repository. */
export function createCollaboratorsRouter(context: SandboxContext) {
  const router = Router();
  const path = '/repos/:owner/:repo/collaborators/:username';

  const findUser = (login: string): UserAccount => {
    const account = context.store.getAccount(login);
    if (account?.type !== 'User') {
      throw notFound();
    }
    return account;
  };

  // GitHub answers 201 with an invitation; here everyone accepts at once,
  // which GitHub answers with 204.
  router.put(path, async (req, res) => {
    const { owner, repo, username } = req.params;
    const record = administrableRepository(
      context,
      locals(res).viewer,
      owner,
      repo,
    );
    const user = findUser(username);
    const fields = new Fields(jsonBody(req), 'Collaborator');
    record.collaborators[user.login] =
      fields.oneOf<Permission>('permission', PERMISSIONS) ?? 'push';
    await context.store.saveRepository(record);
    res.status(204).end();
  });

  router.get(path, (req, res) => {
    const { owner, repo, username } = req.params;
    const record = administrableRepository(
      context,
      locals(res).viewer,
      owner,
      repo,
    );
    const user = findUser(username);
    const permission = permissionOf(context, user, record);
    if (permission !== 'ADMIN' && !record.collaborators[user.login]) {
      throw notFound();
    }
    res.status(204).end();
  });

  router.get(`${path}/permission`, (req, res) => {
    const { owner, repo, username } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const user = findUser(username);
    const permission =
      permissionOf(context, user, record)?.toLowerCase() ?? 'none';
    res.json({
      permission,
      role_name: permission,
      user: { ...simpleUser(context, user), role_name: permission },
    });
  });

  return router;
}
