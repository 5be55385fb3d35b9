import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { createDocument } from '../openapi/createDocument';

/** `GET /openapi.json`: for those who may call the API, as all of it. */
export function addOpenApiRoutes(
  router: Router,
  { httpAuth }: { httpAuth: HttpAuthService },
): void {
  const document = createDocument();
  router.get('/openapi.json', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.json(document);
  });
}
