import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  duplicateAnalysisRequestSchema,
  listAnalysesQuerySchema,
  updateAnalysisRequestSchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import type { AuthorizedPublicationService } from '../services/AuthorizedPublicationService';
import { StatusError } from '../services/problems';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

/** A copy has a name and nothing else. */
const DUPLICATE_BYTES = 10_000;

/** Query of `GET /analyses/:id/files`. */
export const filesQuerySchema = z.strictObject({
  owner: z.string().trim().min(1).max(39).optional(),
  repo: z.string().trim().min(1).max(100).optional(),
  published: z.enum(['true', 'false']).optional(),
});

/** `/analyses` and what belongs to one, apart from its events and publications. */
export function addAnalysesRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    analyses: AuthorizedAnalysisService;
    publications: AuthorizedPublicationService;
    maxModelBytes: number;
  },
): void {
  const { httpAuth, auditor, analyses, publications, maxModelBytes } = options;
  const allow: ['user', 'service'] = ['user', 'service'];

  router.get('/analyses', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    const query = parse(listAnalysesQuerySchema, req.query);
    res.json(await analyses.list(query, credentials));
  });

  router.get('/analyses/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    res.json(await analyses.get(req.params.id, credentials));
  });

  router.patch(
    '/analyses/:id',
    jsonBody(maxModelBytes, () => tooLarge(maxModelBytes)),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow });
      const edit = parse(updateAnalysisRequestSchema, req.body);
      const analysis = await audited(
        auditor,
        {
          eventId: 'analysis-update',
          request: req,
          meta: { analysisId: req.params.id, revision: edit.revision },
        },
        () => analyses.update(req.params.id, edit, credentials),
      );
      res.json(analysis);
    },
  );

  router.post(
    '/analyses/:id/duplicate',
    jsonBody(
      DUPLICATE_BYTES,
      () => new StatusError(413, 'InputError', 'The body is too large.'),
    ),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow });
      const order = parse(duplicateAnalysisRequestSchema, req.body);
      const analysis = await audited(
        auditor,
        {
          eventId: 'analysis-duplicate',
          request: req,
          meta: { analysisId: req.params.id },
        },
        () => analyses.duplicate(req.params.id, order, credentials),
      );
      res
        .status(201)
        .location(`${req.baseUrl}/analyses/${analysis.id}`)
        .json(analysis);
    },
  );

  router.delete('/analyses/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    await audited(
      auditor,
      {
        eventId: 'analysis-delete',
        request: req,
        meta: { analysisId: req.params.id },
      },
      () => analyses.delete(req.params.id, credentials),
    );
    res.status(204).end();
  });

  router.get('/analyses/:id/files', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    const { published, ...target } = parse(filesQuerySchema, req.query);
    res.json(
      published === 'true'
        ? await publications.publishedFiles(req.params.id, target, credentials)
        : await analyses.files(req.params.id, target, credentials),
    );
  });
}

function tooLarge(maxBytes: number): StatusError {
  return new StatusError(
    413,
    'InputError',
    `The edited model is over the limit of ${maxBytes.toLocaleString(
      'en-US',
    )} bytes. Remove elements or shorten definitions; an administrator can raise infraAi.limits.modelBytes.`,
  );
}
