import Router from 'express-promise-router';
import { SandboxContext } from '../context';
import { locals } from './request';

/** The API's versions and rate limits. */
export function createMetaRouter(context: SandboxContext) {
  const router = Router();
  router.get('/versions', (_req, res) => {
    res.json(['2022-11-28']);
  });

  router.get('/rate_limit', (_req, res) => {
    const login = locals(res).viewer?.login;
    const core = context.limiter.status(login, 'core');
    const graphql = context.limiter.status(login, 'graphql');
    res.json({
      resources: {
        core,
        search: { ...core, limit: 30, used: 0, remaining: 30 },
        graphql,
      },
      rate: core,
    });
  });

  return router;
}
