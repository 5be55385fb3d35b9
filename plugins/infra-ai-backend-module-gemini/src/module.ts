import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { infraAiAnalyzersExtensionPoint } from '@infra-ai/backstage-plugin-infra-ai-node';
import { readGeminiOptions } from './config';
import { GeminiAnalyzer } from './GeminiAnalyzer';

/**
 * Registers Gemini as an analyzer when there is a key for it.
 *
 * @public
 */
export const infraAiModuleGemini = createBackendModule({
  pluginId: 'infra-ai',
  moduleId: 'gemini',
  register(reg) {
    reg.registerInit({
      deps: {
        analyzers: infraAiAnalyzersExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ analyzers, config, logger }) {
        const options = readGeminiOptions(config, process.env);
        if (!options) {
          logger.info(
            'Gemini is off: set GEMINI_API_KEY or infraAi.gemini.apiKey to use it',
          );
          return;
        }
        analyzers.addAnalyzer(GeminiAnalyzer.create({ options, logger }));
        logger.info(`Gemini is on, with the model ${options.model}`);
      },
    });
  },
});
