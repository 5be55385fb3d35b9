import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { MatchService } from '../services/matches/MatchService';

/** `/analyses/:id/matches` and `/analyses/:id/catalog-changes` */
export function addMatchesRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; matches: MatchService },
): void {
  const { httpAuth, matches } = options;
  router.get('/analyses/:id/matches', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    res.json(await matches.find(req.params.id, credentials));
  });
  router.get('/analyses/:id/catalog-changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    res.json(await matches.changes(req.params.id, credentials));
  });
}
