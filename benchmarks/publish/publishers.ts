import { performance } from 'node:perf_hooks';
import { expectJson } from '../lib/http';
import type { Platform } from './platform';

const POLL_MS = 20;
const TIMEOUT_MS = 60_000;

export interface AnalysisToPublish {
  id: string;
  name: string;
  entityRefs: string[];
}

/** Milliseconds from the request that the page's button sends to all entities being in the catalog. */
export async function publishWithInfraAi(
  platform: Platform,
  { id, name, entityRefs }: AnalysisToPublish,
): Promise<number> {
  const start = performance.now();
  await expectJson(
    await platform.api(`/infra-ai/analyses/${id}/publish`, {
      method: 'POST',
      body: JSON.stringify({ owner: 'acme', repo: name, visibility: 'public' }),
    }),
  );
  await untilVisible(platform, entityRefs);
  const elapsed = performance.now() - start;
  await untilEnded(platform, id);
  return elapsed;
}

/** The same files by the actions that Backstage brings, in a task started as the scaffolder's page starts it. */
export async function publishWithBackstage(
  platform: Platform,
  { id, name, entityRefs }: AnalysisToPublish,
): Promise<number> {
  const start = performance.now();
  await startTask(platform, 'benchmark-publish-github', {
    analysisId: id,
    owner: 'acme',
    repo: name,
    host: new URL(platform.sandbox.url).host,
    catalogFile: 'catalog-info-registered.yaml',
  });
  await untilVisible(platform, entityRefs);
  return performance.now() - start;
}

export async function startTask(
  platform: Platform,
  template: string,
  values: Record<string, string>,
): Promise<string> {
  const { id } = await expectJson(
    await platform.api('/scaffolder/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({
        templateRef: `template:default/${template}`,
        values,
      }),
    }),
  );
  return id;
}

async function untilVisible(
  platform: Platform,
  entityRefs: string[],
): Promise<void> {
  await poll(async () => {
    const { items } = await expectJson(
      await platform.api('/catalog/entities/by-refs', {
        method: 'POST',
        body: JSON.stringify({ entityRefs }),
      }),
    );
    return items.every((entity: { relations?: unknown[] } | null) =>
      // Stitched: an entity without its relations is not what a person came to see.
      Boolean(entity?.relations?.length),
    );
  }, `${entityRefs.join(', ')} did not become visible`);
}

async function untilEnded(platform: Platform, id: string): Promise<void> {
  await poll(async () => {
    const { publications } = await expectJson(
      await platform.api(`/infra-ai/analyses/${id}`),
    );
    const { state, error } = publications[0];
    if (state === 'failed') {
      throw new Error(error.message);
    }
    return state === 'completed';
  }, 'The publication did not end');
}

export async function poll(
  done: () => Promise<boolean>,
  failure: string,
): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await done()) {
      return;
    }
    await new Promise(next => setTimeout(next, POLL_MS));
  }
  throw new Error(failure);
}
