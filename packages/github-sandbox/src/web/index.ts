import { NextFunction, Request, Response } from 'express';
import Router from 'express-promise-router';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { createAccountPages } from './accounts';
import { createCommitPages } from './commits';
import { createEditPages } from './edit';
import { createFilePages } from './files';
import { createPullPages } from './pulls';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The pages that links in entities and results lead to. */
export function createWebRouter(context: SandboxContext) {
  const router = Router();
  router.use((_req: Request, res: Response, next: NextFunction) => {
    res.setHeader('content-security-policy', POLICY);
    res.setHeader('cache-control', 'no-cache');
    next();
  });
  router.use(createAccountPages(context));
  router.use(createPullPages(context));
  router.use(createCommitPages(context));
  router.use(createEditPages(context));
  router.use(createFilePages(context));
  router.use(() => {
    throw notFound();
  });
  return router;
}
