import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { InfraAiClient } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiApiRef } from '../api';
import { catalogGraphRouteRef, rootRouteRef } from './routes';

/**
 * Infrastructure AI for apps on the old front-end system.
 *
 * @public
 */
export const infraAiPlugin = createPlugin({
  id: 'infra-ai',
  routes: { root: rootRouteRef },
  externalRoutes: { catalogGraph: catalogGraphRouteRef },
  apis: [
    createApiFactory({
      api: infraAiApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new InfraAiClient(deps),
    }),
  ],
});

/**
 * The page for `<Route path="/infra-ai" element={<InfraAiPage />} />` in apps on the old front-end system.
 *
 * @public
 */
export const InfraAiPage = infraAiPlugin.provide(
  createRoutableExtension({
    name: 'InfraAiPage',
    component: () =>
      import('../components/page').then(m => m.LegacyInfraAiPage),
    mountPoint: rootRouteRef,
  }),
);
