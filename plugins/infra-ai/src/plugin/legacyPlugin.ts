import {
  createApiFactory,
  createComponentExtension,
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

/**
 * Where an entity came from and how it compares with its repository, for a route `/infrastructure` of entity pages on
 * the old front-end system.
 *
 * @public
 */
export const EntityInfrastructureContent = infraAiPlugin.provide(
  createComponentExtension({
    name: 'EntityInfrastructureContent',
    component: {
      lazy: () =>
        import('../components/entity').then(m => m.InfrastructureContent),
    },
  }),
);

/**
 * Confidence and drift at a glance, for overviews of entities on the old front-end system.
 *
 * @public
 */
export const EntityInfrastructureCard = infraAiPlugin.provide(
  createComponentExtension({
    name: 'EntityInfrastructureCard',
    component: {
      lazy: () =>
        import('../components/entity').then(m => m.InfrastructureCard),
    },
  }),
);
