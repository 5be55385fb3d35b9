import { readMetricsOptions } from './options';

describe('readMetricsOptions', () => {
  it('leaves metrics off unless a port is given', () => {
    expect(readMetricsOptions({})).toBeUndefined();
    expect(
      readMetricsOptions({
        INFRA_AI_METRICS_PORT: '',
        INFRA_AI_METRICS_HOST: '0.0.0.0',
      }),
    ).toBeUndefined();
  });

  it('serves this machine only unless told otherwise', () => {
    expect(readMetricsOptions({ INFRA_AI_METRICS_PORT: '9464' })).toEqual({
      host: '127.0.0.1',
      port: 9464,
    });
    expect(
      readMetricsOptions({
        INFRA_AI_METRICS_PORT: '9464',
        INFRA_AI_METRICS_HOST: '0.0.0.0',
      }),
    ).toMatchObject({ host: '0.0.0.0' });
  });

  it.each(['0', '65536', '-1', '9464x', 'localhost:9464'])(
    'refuses %s as a port',
    port => {
      expect(() => readMetricsOptions({ INFRA_AI_METRICS_PORT: port })).toThrow(
        `INFRA_AI_METRICS_PORT takes a port from 1 to 65535, got "${port}"`,
      );
    },
  );
});
