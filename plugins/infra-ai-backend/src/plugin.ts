import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { infraAiPermissions } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiAnalyzersExtensionPoint } from '@infra-ai/backstage-plugin-infra-ai-node';
import { registerActions } from './actions/registerActions';
import { readInfraAiOptions } from './config';
import {
  hasAuthorRule,
  hasOwnerRule,
  infraAiAnalysisResourceRef,
} from './permissions/rules';
import { createRouter } from './router/createRouter';
import { AnalyzerRegistry } from './services/AnalyzerRegistry';
import { createServices } from './services/createServices';

/**
 * The Infrastructure AI back end.
 *
 * @public
 */
export const infraAiPlugin = createBackendPlugin({
  pluginId: 'infra-ai',
  register(env) {
    const analyzers = new AnalyzerRegistry();
    env.registerExtensionPoint(infraAiAnalyzersExtensionPoint, analyzers);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const options = readInfraAiOptions(deps.config);
        analyzers.setDefault(options.defaultAnalyzer);
        const services = await createServices({
          ...deps,
          options,
          analyzers,
          integrations: ScmIntegrations.fromConfig(deps.config),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: infraAiAnalysisResourceRef,
          permissions: infraAiPermissions,
          rules: [hasAuthorRule, hasOwnerRule],
          getResources: async ids => {
            const found = await services.store.getMany(ids);
            return ids.map(id => found.find(analysis => analysis.id === id));
          },
        });
        deps.httpRouter.use(
          createRouter({ ...deps, ...services, analyzers, ...options }),
        );
        registerActions({
          ...services,
          registry: deps.actionsRegistry,
          auditor: deps.auditor,
        });
        await services.start();
        deps.lifecycle.addShutdownHook(() => services.stop());
      },
    });
  },
});
