import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { infraAiAnalyzersExtensionPoint } from '@infra-ai/backstage-plugin-infra-ai-node';
import { TextRecognizer } from '@infra-ai/pictures';
import { readGeminiOptions } from './config';
import { GeminiAnalyzer } from './GeminiAnalyzer';
import { measureRecognizer } from './picture/measureRecognizer';

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
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
      },
      async init({ analyzers, config, lifecycle, logger, metrics }) {
        const options = readGeminiOptions(config, process.env);
        if (!options) {
          logger.info(
            'Gemini is off: set GEMINI_API_KEY or infraAi.gemini.apiKey to use it',
          );
          return;
        }
        const recognizer = new TextRecognizer();
        lifecycle.addShutdownHook(() => recognizer.close());
        analyzers.addAnalyzer(
          GeminiAnalyzer.create({
            options,
            logger,
            recognizer: measureRecognizer(recognizer, metrics),
          }),
        );
        logger.info(`Gemini is on, with the model ${options.model}`);
      },
    });
  },
});
