import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { processRepositoryRequestSchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { Processing } from '../services/Processing';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';
import { respondWithAnalysis } from './respond';
import { whileConnected } from './whileConnected';

const MAX_BYTES = 128_000;

/** `POST /process-repository` */
export function addProcessRepositoryRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    processing: Processing;
  },
): void {
  const { httpAuth, auditor, processing } = options;
  router.post('/process-repository', jsonBody(MAX_BYTES), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { url, entityRef, ...order } = parse(
      processRepositoryRequestSchema,
      req.body,
    );
    const signal = whileConnected(res);
    const started = await audited(
      auditor,
      {
        eventId: 'analysis-create',
        request: req,
        meta: {
          inputKind: 'files',
          ...(url ? { url } : { entityRef: entityRef! }),
          analyzer: order.analyzer ?? null,
          publishOwner: order.publish?.owner ?? null,
        },
      },
      () =>
        processing.start(
          {
            ...order,
            kind: 'files',
            ...(url ? { repository: { url } } : { entityRef: entityRef! }),
            signal,
          },
          credentials,
        ),
    );
    await respondWithAnalysis(req, res, started);
  });
}
