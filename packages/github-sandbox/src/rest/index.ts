import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { createArchiveRouter } from './archive';
import { createBranchesRouter } from './branches';
import { createCollaboratorsRouter } from './collaborators';
import { createCommitsRouter } from './commits';
import { createContentsRouter } from './contents';
import { createGitDataRouter } from './gitData';
import { createHooksRouter } from './hooks';
import { createMetaRouter } from './meta';
import { createOrganizationsRouter } from './organizations';
import { createPullsRouter } from './pulls';
import { createRefsRouter } from './refs';
import { createRepositoriesRouter } from './repositories';
import { createRulesetsRouter } from './rulesets';
import { createUsersRouter } from './users';

/** Everything under `/api/v3`. */
export function createRestRouter(context: SandboxContext): ExpressRouter {
  const router = Router();
  for (const create of [
    createMetaRouter,
    createUsersRouter,
    createOrganizationsRouter,
    createRepositoriesRouter,
    createContentsRouter,
    createRefsRouter,
    createGitDataRouter,
    createBranchesRouter,
    createRulesetsRouter,
    createCommitsRouter,
    createPullsRouter,
    createCollaboratorsRouter,
    createHooksRouter,
    createArchiveRouter,
  ]) {
    router.use(create(context));
  }
  router.use(() => {
    throw notFound();
  });
  return router;
}
