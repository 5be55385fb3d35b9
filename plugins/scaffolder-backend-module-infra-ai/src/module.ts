import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { GithubMetrics } from '@infra-ai/backstage-plugin-infra-ai-node';
import {
  createAnalyzeAction,
  createCatalogWaitAction,
  createFilesAction,
  createPublishGithubAction,
} from './actions';
import { readPublishConfig } from './config';
import { systemClock } from './github';
import { InfraAi } from './infraAi';
import { createDiscoveryDelay } from './metrics';

/** Adds the actions `infra-ai:*` to the scaffolder. @public */
export const scaffolderModuleInfraAi = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'infra-ai',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        rootConfig: coreServices.rootConfig,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { actions, auth, catalog, discovery, rootConfig } = deps;
        const config = readPublishConfig(rootConfig);
        const integrations = ScmIntegrations.fromConfig(rootConfig);
        const infraAi = new InfraAi({ auth, discovery });
        const clock = systemClock;
        actions.addActions(
          createAnalyzeAction({ infraAi }),
          createFilesAction({ infraAi }),
          createPublishGithubAction({
            infraAi,
            integrations,
            githubCredentials:
              DefaultGithubCredentialsProvider.fromIntegrations(integrations),
            permissions: deps.permissions,
            events: deps.events,
            config,
            clock,
            fetch: GithubMetrics.create(deps.metrics).measure(fetch),
          }),
          createCatalogWaitAction({
            catalog,
            urlReader: deps.urlReader,
            config,
            clock,
            onWaited: createDiscoveryDelay(deps.metrics),
          }),
        );
      },
    });
  },
});
