import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  checkDriftRequestSchema,
  entityQuerySchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { AuthorizedDriftService } from '../services/drift/AuthorizedDriftService';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

const MAX_BYTES = 2_000;

/** `/drift` */
export function addDriftRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    drift: AuthorizedDriftService;
  },
): void {
  const { httpAuth, auditor, drift } = options;
  router.post('/drift', jsonBody(MAX_BYTES), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { entityRef } = parse(checkDriftRequestSchema, req.body);
    const report = await audited(
      auditor,
      { eventId: 'drift-check', request: req, meta: { entityRef } },
      () => drift.check(entityRef, credentials),
    );
    res.status(202).json(report);
  });
  router.get('/drift', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { entityRef } = parse(entityQuerySchema, req.query);
    res.json({ report: await drift.get(entityRef, credentials) });
  });
}
