import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { processTextRequestSchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { TextProcessing } from '../services/TextProcessing';
import { tooLong } from '../services/textInput';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

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
    processing: TextProcessing;
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
      const { analysis, done } = await audited(
        auditor,
        {
          eventId: 'analysis-create',
          request: req,
          meta: {
            analyzer: order.analyzer ?? null,
            publishOwner: order.publish?.owner ?? null,
          },
        },
        () => processing.start(order, credentials),
      );
      res.location(`${req.baseUrl}/analyses/${analysis.id}`);
      if (prefersAsync(req.header('prefer'))) {
        res.setHeader('Preference-Applied', 'respond-async');
        res.status(202).json(analysis);
        return;
      }
      res.status(201).json(await done);
    },
  );
}

/** RFC 7240. */
function prefersAsync(prefer: string | undefined): boolean {
  return (prefer ?? '')
    .split(/[,;]/)
    .some(part => part.trim().toLowerCase() === 'respond-async');
}
