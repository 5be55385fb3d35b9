import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { AnalyzerRegistry } from '../services/AnalyzerRegistry';

/** `GET /analyzers` */
export function addAnalyzersRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; analyzers: AnalyzerRegistry },
): void {
  router.get('/analyzers', async (req, res) => {
    await options.httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.json(options.analyzers.list());
  });
}
