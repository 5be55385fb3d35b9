import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { infraAiAnalyzersExtensionPoint } from '@infra-ai/backstage-plugin-infra-ai-node';
import { EmbeddedAnalyzer } from './EmbeddedAnalyzer';

/**
 * Registers the embedded analyzer, which needs no key and no network.
 *
 * @public
 */
export const infraAiModuleEmbedded = createBackendModule({
  pluginId: 'infra-ai',
  moduleId: 'embedded',
  register(reg) {
    reg.registerInit({
      deps: {
        analyzers: infraAiAnalyzersExtensionPoint,
        lifecycle: coreServices.lifecycle,
      },
      async init({ analyzers, lifecycle }) {
        const analyzer = new EmbeddedAnalyzer();
        analyzers.addAnalyzer(analyzer);
        lifecycle.addShutdownHook(() => analyzer.close());
      },
    });
  },
});
