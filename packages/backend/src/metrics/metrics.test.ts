import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { crc32, deflateSync } from 'node:zlib';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  documentedMetrics,
  labelsIn,
  namesIn,
  PARTS,
  scrapedMetrics,
  shippedExpressions,
} from '../__testUtils__/monitoring';
import { scrape, sum, type Sample } from '../__testUtils__/scrape';
import { TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(240_000);

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A white square. */
function png(size: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits of gray
  header[8] = 8;
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size, 255)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array(size).fill(row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('metrics of the portal', () => {
  let portal: TestPortal;
  let metricsUrl: string;
  let samples: Sample[];
  const before = process.env.INFRA_AI_METRICS_PORT;
  // Before the databases, whose own clean-up comes after it.
  afterAll(async () => {
    await portal?.stop();
    if (before === undefined) {
      delete process.env.INFRA_AI_METRICS_PORT;
    } else {
      process.env.INFRA_AI_METRICS_PORT = before;
    }
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  async function api(path: string, body?: object | FormData): Promise<any> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${portal.url}/api/infra-ai${path}`, {
      method: body ? 'POST' : 'GET',
      headers: isForm || !body ? {} : { 'content-type': 'application/json' },
      body: isForm ? body : body && JSON.stringify(body),
    });
    return JSON.parse(await response.text());
  }

  /** Waits for a publication. */
  async function ended(path: string): Promise<void> {
    for (;;) {
      const { state, error } = await api(path);
      if (state === 'failed') {
        throw new Error(error.message);
      }
      if (state === 'completed') {
        return;
      }
      await delay(200);
    }
  }

  beforeAll(async () => {
    // Jest's own realm for what comes over HTTP: the template engine takes no arrays of another one.
    jest
      .spyOn(Response.prototype, 'json')
      .mockImplementation(async function json(this: Response) {
        return JSON.parse(await this.text());
      });
    const port = await freePort();
    process.env.INFRA_AI_METRICS_PORT = String(port);
    metricsUrl = `http://127.0.0.1:${port}/metrics`;
    portal = await TestPortal.start(databases);

    // The template that publishes is in the catalog a moment after the start.
    for (let tries = 0; tries < 100; tries++) {
      const found = await fetch(
        `${portal.url}/api/catalog/entities/by-name/template/default/infra-ai-publish`,
      );
      if (found.ok) {
        break;
      }
      await delay(200);
    }
    const description =
      'The web shop is a React website. It stores orders in PostgreSQL.';
    const analysis = await api('/process-text', {
      description,
      name: 'shop',
      owner: 'group:default/guests',
    });
    await api('/process-text', {
      description,
      name: 'shop',
      owner: 'group:default/guests',
    });
    const published = await api(`/analyses/${analysis.id}/publish`, {
      owner: 'acme',
    });
    await ended(`/analyses/${analysis.id}/publications/${published.id}`);
    await api(`/analyses/${analysis.id}/publish`, {
      owner: 'acme',
      dryRun: true,
    });
    await api('/process-text', { description, analyzer: 'gemini' });
    const picture = new FormData();
    picture.set('analyzer', 'gemini');
    picture.set('file', new Blob([png(200)]), 'drawing.png');
    await api('/process-image', picture);
    samples = await scrape(metricsUrl);
  });

  it('count analyses by analyzer, input and outcome', () => {
    const count = (labels: Record<string, string>) =>
      sum(samples, 'infra_ai_analyses_total', labels);
    const text = { analyzer: 'embedded', input_kind: 'text' };
    expect(count({ ...text, outcome: 'completed' })).toBe(1);
    expect(count({ ...text, outcome: 'reused' })).toBe(1);
    expect(count({ analyzer: 'gemini', outcome: 'failed' })).toBe(2);
    expect(
      sum(samples, 'infra_ai_analysis_duration_count', {
        ...text,
        outcome: 'completed',
      }),
    ).toBe(1);
    expect(
      sum(samples, 'infra_ai_analysis_duration_bucket', {
        ...text,
        le: '300',
      }),
    ).toBe(1);
  });

  it('count the tokens and dollars of an analysis that failed', () => {
    const model = 'gemini-3.8-flash';
    const tokens = (direction: string) =>
      sum(samples, 'infra_ai_analysis_tokens_total', { model, direction });
    expect(tokens('input')).toBeGreaterThanOrEqual(2_000);
    expect(tokens('output')).toBe(tokens('input') / 100);
    expect(
      sum(samples, 'infra_ai_analysis_cost_total', { model }),
    ).toBeGreaterThan(0);
  });

  it('count publications by action and outcome', () => {
    const count = (labels: Record<string, string>) =>
      sum(samples, 'infra_ai_publications_total', labels);
    expect(
      count({ action: 'create', outcome: 'completed', dry_run: 'false' }),
    ).toBe(1);
    expect(count({ dry_run: 'true', outcome: 'completed' })).toBe(1);
    expect(
      sum(samples, 'infra_ai_publication_duration_count', { action: 'create' }),
    ).toBe(1);
  });

  it('count requests to GitHub of both plugins, and show what is left', () => {
    const count = (operation: string, scope: string) =>
      sum(samples, 'infra_ai_github_requests_total', {
        operation,
        status_class: '2xx',
        otel_scope_name: `backstage-plugin-${scope}`,
      });
    expect(count('graphql/publishTarget', 'scaffolder')).toBe(1);
    expect(count('repos/create-in-org', 'scaffolder')).toBe(1);
    expect(count('git/receive-pack', 'scaffolder')).toBe(1);
    expect(count('graphql/publishTarget', 'infra-ai')).toBeGreaterThan(0);
    const left = sum(samples, 'infra_ai_github_rate_limit_remaining', {
      resource: 'graphql',
      otel_scope_name: 'backstage-plugin-infra-ai',
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(
      sum(samples, 'infra_ai_github_rate_limit_limit', {
        resource: 'graphql',
        otel_scope_name: 'backstage-plugin-infra-ai',
      }) + 1,
    );
  });

  it('measure the way into the catalog', () => {
    expect(
      sum(samples, 'infra_ai_discovery_delay_count', { outcome: 'visible' }),
    ).toBe(1);
    expect(
      sum(samples, 'infra_ai_discovery_events_total', {
        outcome: 'handed_over',
      }),
    ).toBe(1);
  });

  it('show the queue and the work on pictures', () => {
    const names = samples.map(({ name }) => name);
    expect(
      samples.filter(({ name }) => name === 'infra_ai_queue_depth'),
    ).toHaveLength(2);
    expect(names).toContain('infra_ai_queue_oldest_age');
    expect(
      sum(samples, 'infra_ai_picture_prepare_duration_count', {
        outcome: 'completed',
      }),
    ).toBe(1);
    expect(names).toContain('infra_ai_picture_ocr_duration_count');
  });

  it('name no repository, person or id in any label', () => {
    const ours = samples.filter(({ name }) => name.startsWith('infra_ai_'));
    const labels = ours.flatMap(sample => Object.values(sample.labels));
    expect(labels.length).toBeGreaterThan(50);
    for (const label of new Set(labels)) {
      expect(label).not.toMatch(/acme|shop|user:|guest|[0-9a-f]{8}-/);
    }
  });

  it.each(shippedExpressions())(
    'exist with the labels that "%s" asks for',
    (_, expr) => {
      const series = new Set(samples.map(({ name }) => name));
      const metrics = scrapedMetrics(samples);
      const names = namesIn(expr);
      // Prometheus makes these by itself.
      const labels = new Set(['job', 'instance', 'le']);
      for (const name of names) {
        expect(series).toContain(name);
        metrics.get(name.replace(PARTS, ''))?.forEach(key => labels.add(key));
      }
      expect(names.length > 0 || expr.startsWith('up{')).toBe(true);
      expect([...labels]).toEqual(expect.arrayContaining(labelsIn(expr)));
    },
  );

  it('are all in the docs and on the dashboard, and nothing else is', () => {
    const metrics = scrapedMetrics(samples);
    const documented = documentedMetrics();
    expect([...documented.keys()].sort()).toEqual([...metrics.keys()].sort());
    for (const [name, labels] of documented) {
      expect({ name, labels: [...labels].sort() }).toEqual({
        name,
        labels: [...metrics.get(name)!].sort(),
      });
    }
    const shown = shippedExpressions().flatMap(([, expr]) =>
      namesIn(expr).map(name => name.replace(PARTS, '')),
    );
    expect([...new Set(shown)].sort()).toEqual([...metrics.keys()].sort());
  });
});
