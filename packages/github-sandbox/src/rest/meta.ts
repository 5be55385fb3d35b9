import Router from 'express-promise-router';
import { SandboxContext } from '../context';
import { locals } from './request';

/** The API's root, versions and rate limits. */
export function createMetaRouter(context: SandboxContext) {
  const router = Router();
  const { api } = context.urls;

  router.get('/', (_req, res) => {
    res.json({
      current_user_url: `${api}/user`,
      organization_url: `${api}/orgs/{org}`,
      organization_repositories_url: `${api}/orgs/{org}/repos{?type,page,per_page,sort}`,
      rate_limit_url: `${api}/rate_limit`,
      repository_url: `${api}/repos/{owner}/{repo}`,
      current_user_repositories_url: `${api}/user/repos{?type,page,per_page,sort}`,
      user_url: `${api}/users/{user}`,
      user_organizations_url: `${api}/user/orgs`,
      user_repositories_url: `${api}/users/{user}/repos{?type,page,per_page,sort}`,
    });
  });

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
