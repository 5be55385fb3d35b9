import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  processImageFieldsSchema,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import { Gate } from '../services/Gate';
import { StatusError } from '../services/problems';
import type { Processing } from '../services/Processing';
import { audited } from './audited';
import { closeUnread } from './closeUnread';
import { readMultipart } from './multipartBody';
import { parse } from './parse';
import { passUpload } from './passUpload';
import { respondWithAnalysis } from './respond';
import { whileConnected } from './whileConnected';

/**
 * Pictures that are held in memory at once, from their first byte until they are stored: at the default limit 160 MB
 * with the copy that joins their pieces. Callers beyond that wait with their bytes still on their side, then get a 503.
 */
const UPLOADS = 8;
const UPLOAD_WAIT_MS = 10_000;
/** A caller who sends slowly holds one of the places; 10 MB need this long at 1 Mbit/s. */
const UPLOAD_MS = 90_000;

/** `POST /process-image` */
export function addProcessImageRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    analyses: AuthorizedAnalysisService;
    processing: Processing;
    maxImageBytes: number;
    uploads?: { places: number; waitMs: number; timeoutMs: number };
  },
): void {
  const { httpAuth, auditor, analyses, processing, maxImageBytes } = options;
  const { timeoutMs, ...places } = options.uploads ?? {
    places: UPLOADS,
    waitMs: UPLOAD_WAIT_MS,
    timeoutMs: UPLOAD_MS,
  };
  const gate = new Gate(places);
  // Made here, not where the file is known: who holds it, and the request does, would hold the bytes as well.
  const overLimit = () => tooLarge(maxImageBytes);

  router.post('/process-image', closeUnread(), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    // Before the body is read: who may not start anything need not send it.
    await analyses.requireStart(credentials);
    const signal = whileConnected(res);
    const started = await passUpload(gate, res, signal, async () => {
      const {
        files: [file],
        fields,
      } = await readMultipart(req, res, {
        fileField: 'file',
        what: 'picture',
        maxFiles: 1,
        maxFileBytes: maxImageBytes,
        tooLarge: overLimit,
        timeoutMs,
      });
      const order = parse(processImageFieldsSchema, fields);
      return audited(
        auditor,
        {
          eventId: 'analysis-create',
          request: req,
          meta: {
            inputKind: 'image',
            fileBytes: file.bytes.length,
            analyzer: order.analyzer ?? null,
            publishOwner: order.publish?.owner ?? null,
          },
        },
        () =>
          processing.start(
            { ...order, kind: 'image', file, signal },
            credentials,
          ),
      );
    });
    await respondWithAnalysis(req, res, started);
  });
}

function tooLarge(maxBytes: number): StatusError {
  return withCode(
    new StatusError(
      413,
      'InputError',
      `The picture is over the limit of ${maxBytes.toLocaleString(
        'en-US',
      )} bytes. Save it smaller or as JPEG or WebP; an administrator can raise infraAi.limits.imageBytes.`,
    ),
    'picture-too-big',
  );
}
