import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { usageQuerySchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { UsageService } from '../services/UsageService';
import { parse } from './parse';

/** `GET /usage` */
export function addUsageRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; usage: UsageService },
): void {
  router.get('/usage', async (req, res) => {
    const credentials = await options.httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = parse(usageQuerySchema, req.query);
    res.json(await options.usage.report(query, credentials));
  });
}
