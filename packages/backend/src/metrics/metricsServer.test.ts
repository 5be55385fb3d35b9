import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { metrics } from '@opentelemetry/api';
import { metricsServerFactory } from './metricsServer';

describe('metricsServerFactory', () => {
  afterEach(() => {
    delete process.env.INFRA_AI_METRICS_PORT;
    metrics.disable();
  });

  async function start() {
    const logger = mockServices.rootLogger.mock();
    (logger.child as jest.Mock).mockReturnValue(logger);
    const backend = await startTestBackend({
      features: [metricsServerFactory, logger.factory],
    });
    return { backend, logger };
  }

  /** A port, held until it is let go. */
  async function holdPort() {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    process.env.INFRA_AI_METRICS_PORT = String(port);
    const release = async () => {
      holder.close();
      await once(holder, 'close');
    };
    return { url: `http://127.0.0.1:${port}/metrics`, release };
  }

  it('serves metrics until the back end stops', async () => {
    const { url, release } = await holdPort();
    await release();
    const { backend } = await start();
    metrics.getMeter('test').createCounter('things').add(2);

    expect(await (await fetch(url)).text()).toMatch(/^things_total\{.*\} 2$/m);
    await backend.stop();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('says that its port is taken, and lets the portal work', async () => {
    const { release } = await holdPort();
    const { backend, logger } = await start();

    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Metrics are not served: cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\. Give another INFRA_AI_METRICS_PORT/,
      ),
    );
    await backend.stop();
    await release();
  });

  it('leaves the metrics to an SDK that is there already', async () => {
    const { url, release } = await holdPort();
    await release();
    metrics.setGlobalMeterProvider({ getMeter: jest.fn() });
    const { backend, logger } = await start();

    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/another OpenTelemetry SDK/),
    );
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await backend.stop();
  });

  it('serves nothing unless a port is given', async () => {
    const { backend, logger } = await start();
    expect(logger.info).not.toHaveBeenCalledWith(
      expect.stringMatching(/^Metrics are at/),
    );
    await backend.stop();
  });

  it('does not start with a port that is none', async () => {
    process.env.INFRA_AI_METRICS_PORT = 'http';
    await expect(start()).rejects.toThrow(
      'INFRA_AI_METRICS_PORT takes a port from 1 to 65535, got "http"',
    );
  });
});
