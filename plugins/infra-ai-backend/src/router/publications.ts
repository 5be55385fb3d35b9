import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { publishRequestSchema } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { AuthorizedPublicationService } from '../services/AuthorizedPublicationService';
import { audited } from './audited';
import { jsonBody } from './jsonBody';
import { parse } from './parse';

const MAX_BODY_BYTES = 16_000;

/** Query of `GET /publish-targets/availability`; a name that is none is answered, not refused. */
export const availabilityQuerySchema = z.strictObject({
  owner: z.string().trim().min(1).max(39),
  repo: z.string().trim().min(1).max(200),
});

/** `/analyses/:id/publish`, `/analyses/:id/publications/:publicationId` and `/publish-targets…` */
export function addPublicationsRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    publications: AuthorizedPublicationService;
  },
): void {
  const { httpAuth, auditor, publications } = options;
  const allow: ['user', 'service'] = ['user', 'service'];

  router.post(
    '/analyses/:id/publish',
    jsonBody(MAX_BODY_BYTES),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow });
      const order = parse(publishRequestSchema, req.body);
      const publication = await audited(
        auditor,
        {
          eventId: 'analysis-publish',
          request: req,
          meta: {
            analysisId: req.params.id,
            owner: order.owner,
            repo: order.repo ?? null,
            visibility: order.visibility,
            dryRun: order.dryRun,
            removeMissing: order.removeMissing,
            createOnly: order.createOnly,
          },
        },
        () => publications.publish(req.params.id, order, credentials),
      );
      res
        .status(202)
        .location(
          `${req.baseUrl}/analyses/${req.params.id}/publications/${publication.id}`,
        )
        .json(publication);
    },
  );

  router.get('/analyses/:id/publications/:publicationId', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    res.json(
      await publications.get(
        req.params.id,
        req.params.publicationId,
        credentials,
      ),
    );
  });

  router.post(
    '/analyses/:id/publications/:publicationId/cancel',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow });
      const { id, publicationId } = req.params;
      res.json(
        await audited(
          auditor,
          {
            eventId: 'analysis-publish-cancel',
            request: req,
            meta: { analysisId: id, publicationId },
          },
          () => publications.cancel(id, publicationId, credentials),
        ),
      );
    },
  );

  router.get('/publish-targets', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    res.json(await publications.targets(credentials));
  });

  router.get('/publish-targets/availability', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow });
    const target = parse(availabilityQuerySchema, req.query);
    res.json(await publications.availability(target, credentials));
  });
}
