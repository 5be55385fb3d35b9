import { InputError } from '@backstage/errors';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { z } from 'zod';
import type { PictureVariant } from '../services/AnalysisService';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import { stemOf } from '../services/pictureName';
import { parse } from './parse';

/** Query of `GET /analyses/:id/picture`. */
export const pictureQuerySchema = z.strictObject({
  original: z.enum(['true', 'false']).optional(),
  preview: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'A copy of at most 192 pixels, PNG or JPEG; of a small SVG itself.',
    ),
});

/** The picture of an analysis never changes. */
const CACHE_SECONDS = 31_536_000;

/**
 * How each kind is served. SVG and PDF can hold scripts, so a browser saves them; a page that shows an SVG does so as an
 * image, where scripts do not run. The extension is ours: a name is the sender's word, the kind was found by its bytes.
 */
const KINDS: Record<string, { extension: string; disposition: string }> = {
  'image/png': { extension: 'png', disposition: 'inline' },
  'image/jpeg': { extension: 'jpg', disposition: 'inline' },
  'image/webp': { extension: 'webp', disposition: 'inline' },
  'image/svg+xml': { extension: 'svg', disposition: 'attachment' },
  'application/pdf': { extension: 'pdf', disposition: 'attachment' },
};

/** `GET /analyses/:id/picture` */
export function addPictureRoutes(
  router: Router,
  options: { httpAuth: HttpAuthService; analyses: AuthorizedAnalysisService },
): void {
  const { httpAuth, analyses } = options;
  router.get('/analyses/:id/picture', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const which = variantOf(parse(pictureQuerySchema, req.query));
    const file = await analyses.picture(req.params.id, which, credentials);
    const caching = {
      'Cache-Control': `private, max-age=${CACHE_SECONDS}, immutable`,
    };
    res.setHeader('ETag', `"${req.params.id.toLowerCase()}-${which}"`);
    if (req.fresh) {
      res.status(304).set(caching).end();
      return;
    }
    // Loaded first: an error is not to be kept.
    const { bytes, mediaType } = await file.load();
    res.set({
      ...caching,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Content-Type': mediaType,
      'Content-Disposition': disposition(mediaType, file.fileName),
    });
    res.end(bytes);
  });
}

/** @throws InputError when both are asked for */
function variantOf(query: z.output<typeof pictureQuerySchema>): PictureVariant {
  const isOriginal = query.original === 'true';
  if (query.preview === 'true') {
    if (isOriginal) {
      throw new InputError(
        'Ask for "preview" or for "original", not for both.',
      );
    }
    return 'preview';
  }
  return isOriginal ? 'original' : 'bytes';
}

/** https://www.rfc-editor.org/rfc/rfc6266, with a name in UTF-8. */
function disposition(mediaType: string, fileName: string | undefined): string {
  const kind = KINDS[mediaType];
  const name = `${stemOf(fileName ?? '') || 'picture'}.${kind.extension}`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind.disposition}; filename*=UTF-8''${encoded}`;
}
