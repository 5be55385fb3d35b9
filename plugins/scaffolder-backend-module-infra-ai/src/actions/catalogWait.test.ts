import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  locationSpecToLocationEntity,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'yaml';
import { runAction } from '../__testUtils__/runAction';
import { readPublishConfig } from '../config';
import type { Clock } from '../github';
import { createCatalogWaitAction } from './catalogWait';
import { examples } from './catalogWait.examples';

const URL = 'https://github.com/acme/online-shop/blob/main/catalog-info.yaml';
const SYSTEM = 'system:default/shop';
const API = 'component:default/shop-api';

function entity(
  kind: string,
  name: string,
  related: string[],
  url = URL,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/managed-by-origin-location': `url:${url}` },
    },
    relations: related.map(targetRef => ({ type: 'related', targetRef })),
  };
}

const COMPLETE = [
  entity('System', 'shop', [API]),
  entity('Component', 'shop-api', [SYSTEM, 'group:default/guests']),
];

/** A catalog whose content changes with each look. */
function createAction(
  looks: Entity[][],
  onWaited?: (seconds: number, outcome: string) => void,
) {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
  const catalog: CatalogService = catalogServiceMock.mock({
    getEntitiesByRefs: async (request, options) => {
      const entities = looks.length > 1 ? looks.shift()! : looks[0];
      return catalogServiceMock({ entities }).getEntitiesByRefs(
        request,
        options,
      );
    },
    getEntityByRef: async (ref, options) =>
      catalogServiceMock({ entities: looks[0] }).getEntityByRef(ref, options),
  });
  return createCatalogWaitAction({
    catalog,
    urlReader: mockServices.urlReader.mock({
      readUrl: async () =>
        ({
          buffer: async () =>
            Buffer.from(
              'kind: System\nmetadata: { name: shop }\n---\nkind: Component\nmetadata: { name: shop-api }\n',
            ),
        } as any),
    }),
    config: readPublishConfig(new ConfigReader({})),
    clock,
    onWaited,
  });
}

const INPUT = { entityRefs: ['System:shop', API], catalogInfoUrl: URL };

describe('infra-ai:catalog:wait', () => {
  it('waits until all entities are there and related on both sides', async () => {
    const { output, log } = await runAction(
      createAction([
        [],
        [COMPLETE[0]],
        [entity('System', 'shop', []), COMPLETE[1]],
        COMPLETE,
      ]),
      { input: INPUT },
    );

    expect(log).toEqual([
      '0 of 2 entities are in the catalog',
      '1 of 2 entities are in the catalog',
      'All 2 entities are in the catalog, 1 without all their relations',
      expect.stringMatching(
        /^All 2 entities are in the catalog, after 0\.\d s$/,
      ),
    ]);
    expect(output.entityRefs).toEqual([SYSTEM, API]);
    expect(output.seconds).toBeGreaterThan(0.2);
    expect(output.seconds).toBeLessThan(0.5);
  });

  it('reads what to wait for from the file when no entities are named', async () => {
    const { output } = await runAction(createAction([COMPLETE]), {
      input: { catalogInfoUrl: URL },
    });

    expect(output.entityRefs).toEqual([SYSTEM, API]);
  });

  it('knows the file also by the other word of its address', async () => {
    const elsewhere = URL.replace('/blob/', '/tree/');
    const { output } = await runAction(
      createAction([[entity('System', 'shop', [API], elsewhere), COMPLETE[1]]]),
      { input: INPUT },
    );

    expect(output.seconds).toBe(0);
  });

  it('says which other place holds an entity of the same name', async () => {
    const other = 'https://github.com/acme/old/blob/main/catalog-info.yaml';

    await expect(
      runAction(
        createAction([[entity('System', 'shop', [API], other), COMPLETE[1]]]),
        { input: INPUT },
      ),
    ).rejects.toThrow(
      `The repository is published, but the catalog has other entities of the same name: ${SYSTEM} (from url:${other}). Rename them in ${URL}, or remove the others`,
    );
  });

  it('says that discovery did not find the file', async () => {
    await expect(
      runAction(createAction([[]]), {
        input: { ...INPUT, timeout: { seconds: 3 } },
      }),
    ).rejects.toThrow(
      /after 3 s the catalog has not got system:default\/shop, component:default\/shop-api\. Discovery has not found .*"organization: acme" and "host: github.com"/,
    );
  });

  it("passes on the catalog's own account of what is wrong", async () => {
    const location = {
      ...locationSpecToLocationEntity({
        location: { type: 'url', target: URL },
      }),
      status: {
        items: [
          {
            type: 'backstage.io/catalog-processing',
            level: 'error',
            message: 'NotAllowedError: the kind System is not allowed',
          },
        ],
      },
    } as Entity;

    await expect(
      runAction(createAction([[location]]), { input: INPUT }),
    ).rejects.toThrow(
      /The catalog reports: location:default\/generated-\S+: NotAllowedError: the kind System is not allowed. Correct that in/,
    );
  });

  it('stops when the task is cancelled, which is no failure of discovery', async () => {
    const onWaited = jest.fn();
    await expect(
      runAction(createAction([[]], onWaited), {
        input: INPUT,
        signal: AbortSignal.abort(),
      }),
    ).rejects.toThrow(/abort/);
    expect(onWaited).not.toHaveBeenCalled();
  });

  it('tells how long it waited, also in vain', async () => {
    const onWaited = jest.fn();
    const { output } = await runAction(createAction([[], COMPLETE], onWaited), {
      input: INPUT,
    });
    expect(onWaited.mock.calls).toEqual([[output.seconds, 'visible']]);

    await expect(
      runAction(createAction([[]], onWaited), {
        input: { ...INPUT, timeout: { seconds: 3 } },
      }),
    ).rejects.toThrow('after 3 s');
    expect(onWaited).toHaveBeenLastCalledWith(expect.any(Number), 'missing');
    expect(onWaited.mock.lastCall[0]).toBeGreaterThanOrEqual(3);
  });

  it('asks for something to wait for', async () => {
    await expect(runAction(createAction([[]]), { input: {} })).rejects.toThrow(
      /entityRefs or catalogInfoUrl/,
    );
  });

  it('does not wait in a dry run', async () => {
    const { log } = await runAction(createAction([[]]), {
      input: INPUT,
      isDryRun: true,
    });

    expect(log).toEqual([
      'Dry run: would wait for the entities in the catalog',
    ]);
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const { input } = parse(example).steps[0];
    const rendered =
      typeof input.entityRefs === 'string'
        ? { entityRefs: [SYSTEM, API], catalogInfoUrl: URL }
        : input;
    const { output } = await runAction(createAction([COMPLETE]), {
      input: rendered,
    });

    expect(output.entityRefs).toEqual([SYSTEM, API]);
  });
});
