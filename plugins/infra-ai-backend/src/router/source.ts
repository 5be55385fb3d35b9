import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { z } from 'zod';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import { parse } from './parse';

/** Query of `GET /analyses/:id/source`. */
export const sourceQuerySchema = z.strictObject({
  path: z.string().min(1).max(1024).describe('As in `input.files`.'),
});

/** `GET /analyses/:id/source` */
export function addSourceRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; analyses: AuthorizedAnalysisService },
): void {
  const { httpAuth, analyses } = options;
  router.get('/analyses/:id/source', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { path } = parse(sourceQuerySchema, req.query);
    const content = await analyses.source(req.params.id, path, credentials);
    // Whatever it is, a browser shows it as text.
    res.set({
      'Cache-Control': 'private, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Content-Type': 'text/plain; charset=utf-8',
    });
    res.end(content);
  });
}
