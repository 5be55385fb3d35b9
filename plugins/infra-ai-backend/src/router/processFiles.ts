import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { processFilesFieldsSchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import { tooMuch, type FileLimits } from '../services/files/prepareFiles';
import { Gate } from '../services/Gate';
import type { Processing } from '../services/Processing';
import { audited } from './audited';
import { closeUnread } from './closeUnread';
import { readMultipart } from './multipartBody';
import { parse } from './parse';
import { passUpload } from './passUpload';
import { respondWithAnalysis } from './respond';
import { whileConnected } from './whileConnected';

/** Held in memory at once: at the default limits 160 MB, once packed and once unpacked. */
const UPLOADS = 4;
const UPLOAD_WAIT_MS = 10_000;
const UPLOAD_MS = 180_000;

/** `POST /process-files` */
export function addProcessFilesRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    analyses: AuthorizedAnalysisService;
    processing: Processing;
    fileLimits: FileLimits;
  },
): void {
  const { httpAuth, auditor, analyses, processing, fileLimits } = options;
  const gate = new Gate({ places: UPLOADS, waitMs: UPLOAD_WAIT_MS });
  const overLimit = () => tooMuch(fileLimits);

  router.post('/process-files', closeUnread(), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    // Before the body is read: who may not start anything need not send it.
    await analyses.requireStart(credentials);
    const signal = whileConnected(res);
    const started = await passUpload(gate, res, signal, async () => {
      const { files, fields } = await readMultipart(req, res, {
        fileField: 'file',
        what: 'files',
        maxFiles: fileLimits.count,
        maxFileBytes: fileLimits.totalBytes,
        tooLarge: overLimit,
        timeoutMs: UPLOAD_MS,
      });
      const order = parse(processFilesFieldsSchema, fields);
      return audited(
        auditor,
        {
          eventId: 'analysis-create',
          request: req,
          meta: {
            inputKind: 'files',
            files: files.length,
            fileBytes: files.reduce((sum, file) => sum + file.bytes.length, 0),
            analyzer: order.analyzer ?? null,
            publishOwner: order.publish?.owner ?? null,
          },
        },
        () =>
          processing.start(
            { ...order, kind: 'files', uploads: files, signal },
            credentials,
          ),
      );
    });
    await respondWithAnalysis(req, res, started);
  });
}
