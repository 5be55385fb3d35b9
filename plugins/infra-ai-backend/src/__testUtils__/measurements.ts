import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  type MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** OpenTelemetry's own SDK, without a server. */
export function createMeasurements() {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [reader] });
  const metrics: MetricsService = provider.getMeter('test');

  async function read(name: string) {
    const { resourceMetrics, errors } = await reader.collect();
    if (errors.length) {
      throw errors[0];
    }
    return resourceMetrics.scopeMetrics
      .flatMap(scope => scope.metrics)
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(metric =>
        metric.dataPoints.map(({ attributes, value }) => ({
          ...attributes,
          value: typeof value === 'number' ? value : value.count,
        })),
      );
  }

  return {
    metrics,
    factory: createServiceFactory({
      service: metricsServiceRef,
      deps: {},
      factory: () => metrics,
    }),
    /** Each set of attributes with its value; of a histogram with the number of values. */
    read,
  };
}
