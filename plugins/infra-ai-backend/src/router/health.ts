import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { HealthService } from '../services/HealthService';

/** `GET /health`. Always 200: the report is in the body, and the portal shows it. */
export function addHealthRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; health: HealthService },
): void {
  router.get('/health', async (req, res) => {
    await options.httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.json(await options.health.report());
  });
}
