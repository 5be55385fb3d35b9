import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { readMetricsOptions, type MetricsOptions } from './options';

/**
 * Serves what the plugins measure, for Prometheus, on a port of its own: a proxy in front of the portal cannot show it to
 * the world by accident.
 *
 * A root service is made before any plugin, whose instruments have to find the provider. So no flag such as `--require`
 * can be forgotten, in a checkout or in a bundle.
 */
export const metricsServerFactory = createServiceFactory({
  service: createServiceRef<{}>({ id: 'infra-ai.metrics', scope: 'root' }),
  deps: {
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  async factory({ lifecycle, logger }) {
    const options = readMetricsOptions(process.env);
    const stop = options && (await serve(options, logger));
    if (stop) {
      lifecycle.addShutdownHook(stop);
    }
    return {};
  },
});

async function serve(
  { host, port }: MetricsOptions,
  logger: RootLoggerService,
): Promise<(() => Promise<void>) | undefined> {
  const exporter = new PrometheusExporter({
    host,
    port,
    preventServerStart: true,
    withoutTargetInfo: true,
  });
  const provider = new MeterProvider({ readers: [exporter] });
  if (!metrics.setGlobalMeterProvider(provider)) {
    logger.warn(
      'INFRA_AI_METRICS_PORT is ignored: another OpenTelemetry SDK is set up in this process, and has the metrics',
    );
    return undefined;
  }
  try {
    await exporter.startServer();
  } catch (error) {
    // Who cannot be watched can still work.
    logger.error(
      `Metrics are not served: cannot listen on ${host}:${port} (${
        (error as NodeJS.ErrnoException).code
      }). Give another INFRA_AI_METRICS_PORT or INFRA_AI_METRICS_HOST`,
    );
    metrics.disable();
    return undefined;
  }
  logger.info(`Metrics are at http://${host}:${port}/metrics`);
  return async () => {
    metrics.disable();
    await provider.shutdown();
  };
}
