// Loaded ahead, so that no test waits for the page's modules.
import '../components/page';
import '../components/review/graph/GraphView';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { scmAuthApiRef, type ScmAuthApi } from '@backstage/integration-react';
import type { Entity } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { infraAiApiRef } from '../api';
import plugin from '../plugin/plugin';
import { FakeInfraAiApi } from './FakeInfraAiApi';

interface PageOptions {
  /** What the catalog has. */
  entities?: Entity[];
  path?: string;
  api?: FakeInfraAiApi;
  language?: 'en' | 'es';
  /** Names of permissions that the person lacks. */
  denied?: string[];
  scaffolder?: typeof scaffolderApiRef.T;
  scmAuth?: ScmAuthApi;
}

/** The plugin in an app on the new front-end system, over an API in memory. */
export function renderPage(options: PageOptions = {}) {
  const {
    path = '/infra-ai',
    api = new FakeInfraAiApi(),
    language = 'en',
    entities = [],
    denied = [],
    scaffolder,
    scmAuth,
  } = options;
  const { unmount } = renderTestApp({
    features: [plugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                defaultLanguage: language,
                availableLanguages: ['en', 'es'],
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    apis: [
      [infraAiApiRef, api],
      catalogApiMock({ entities }),
      mockApis.permission({
        authorize: ({ permission }) =>
          denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      ...(scmAuth ? [[scmAuthApiRef, scmAuth] as const] : []),
      ...(scaffolder ? [[scaffolderApiRef, scaffolder] as const] : []),
    ],
  });
  return { api, unmount };
}
