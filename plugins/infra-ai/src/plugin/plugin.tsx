import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { InfraAiClient } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiNodeTree } from '@remixicon/react';
import { infraAiApiRef } from '../api';
import { entityExtensions } from './entityExtensions';
import { catalogGraphRouteRef, rootRouteRef } from './routes';
import { wizardExtensions } from './wizardExtensions';

const infraAiApi = ApiBlueprint.make({
  params: define =>
    define({
      api: infraAiApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new InfraAiClient(deps),
    }),
});

const infraAiPage = PageBlueprint.make({
  params: {
    path: '/infra-ai',
    title: 'Infrastructure AI',
    icon: <RiNodeTree />,
    routeRef: rootRouteRef,
    // The page draws the header itself: its tabs are translated, those of sub-page extensions cannot be.
    noHeader: true,
    loader: () =>
      import('../components/page').then(({ InfraAiPage }) => <InfraAiPage />),
  },
});

/**
 * Infrastructure AI for apps on the new front-end system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'infra-ai',
  title: 'Infrastructure AI',
  icon: <RiNodeTree />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { catalogGraph: catalogGraphRouteRef },
  extensions: [
    infraAiApi,
    infraAiPage,
    ...entityExtensions,
    ...wizardExtensions,
  ],
});
