import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  findForbiddenKinds,
  readGithubProviders,
  readPublishHosts,
} from './config';
import { DiscoveryTrigger } from './discovery';
import { TemplateProvider } from './templates';

/** Discovers published repositories at once and brings the wizard templates. @public */
export const catalogModuleInfraAi = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'infra-ai',
  register(env) {
    env.registerInit({
      deps: {
        catalogProcessing: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
      },
      async init({ catalogProcessing, config, events, logger, metrics }) {
        const forbidden = findForbiddenKinds(config);
        if (forbidden.length > 0) {
          logger.warn(
            `catalog.rules keeps published entities out of the catalog: add "allow: [${forbidden.join(
              ', ',
            )}]"`,
          );
        }
        const providers = readGithubProviders(config);
        await new DiscoveryTrigger({
          providers,
          events,
          logger,
          published: metrics.createCounter('infra_ai.discovery.events', {
            description:
              'Commits that were told to discovery, by outcome: handed_over, or not_covered by any provider',
            unit: '{event}',
          }),
        }).start();
        catalogProcessing.addEntityProvider(
          new TemplateProvider({
            folder: resolvePackagePath(
              '@infra-ai/backstage-plugin-catalog-backend-module-infra-ai',
              'templates',
            ),
            hosts: readPublishHosts(config),
            requireUserToken:
              config.getOptionalBoolean(
                'scaffolder.requireScmUserCredentials',
              ) ?? false,
          }),
        );
      },
    });
  },
});
