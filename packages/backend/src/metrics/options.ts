/** Where the metrics are served. */
export interface MetricsOptions {
  host: string;
  port: number;
}

/**
 * Metrics are served only when `INFRA_AI_METRICS_PORT` says where, and to this machine only unless
 * `INFRA_AI_METRICS_HOST` says to whom: they ask for no credentials.
 *
 * @returns undefined when they are off
 * @throws Error when the port is none
 */
export function readMetricsOptions(
  env: NodeJS.ProcessEnv,
): MetricsOptions | undefined {
  const port = env.INFRA_AI_METRICS_PORT?.trim();
  if (!port) {
    return undefined;
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Error(
      `INFRA_AI_METRICS_PORT takes a port from 1 to 65535, got "${port}"`,
    );
  }
  return {
    host: env.INFRA_AI_METRICS_HOST?.trim() || '127.0.0.1',
    port: Number(port),
  };
}
