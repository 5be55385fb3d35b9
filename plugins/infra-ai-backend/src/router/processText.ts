import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { processTextRequestSchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { Processing } from '../services/Processing';
import { tooLong } from '../services/textInput';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';
import { respondWithAnalysis } from './respond';

/** JSON writes one byte as up to six characters (`\u001f`). */
const JSON_GROWTH = 6;
/** Room for the other fields. */
const REST_BYTES = 64_000;

/** `POST /process-text` */
export function addProcessTextRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    processing: Processing;
    maxTextBytes: number;
  },
): void {
  const { httpAuth, auditor, processing, maxTextBytes } = options;
  router.post(
    '/process-text',
    jsonBody(maxTextBytes * JSON_GROWTH + REST_BYTES, () =>
      tooLong(maxTextBytes),
    ),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const order = parse(processTextRequestSchema, req.body);
      const started = await audited(
        auditor,
        {
          eventId: 'analysis-create',
          request: req,
          meta: {
            inputKind: 'text',
            analyzer: order.analyzer ?? null,
            publishOwner: order.publish?.owner ?? null,
          },
        },
        () => processing.start({ ...order, kind: 'text' }, credentials),
      );
      await respondWithAnalysis(req, res, started);
    },
  );
}
