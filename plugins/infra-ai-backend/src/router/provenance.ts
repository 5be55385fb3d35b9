import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { entityQuerySchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { ProvenanceService } from '../services/ProvenanceService';
import { parse } from './parse';

/** `GET /provenance` */
export function addProvenanceRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; provenance: ProvenanceService },
): void {
  const { httpAuth, provenance } = options;
  router.get('/provenance', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { entityRef } = parse(entityQuerySchema, req.query);
    res.json(await provenance.of(entityRef, credentials));
  });
}
