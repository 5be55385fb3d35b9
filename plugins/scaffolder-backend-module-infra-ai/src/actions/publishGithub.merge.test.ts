import { NotFoundError } from '@backstage/errors';
import { filesOf, shopAnalysis, shopModel } from '../__testUtils__/analyses';
import { TestGithub } from '../__testUtils__/TestGithub';
import {
  BRANCH,
  createHandWritten,
  HAND_WRITTEN,
  publishShop,
  withCache,
} from '../__testUtils__/updates';

jest.setTimeout(120_000);

describe('infra-ai:publish:github, what an update keeps', () => {
  let github: TestGithub;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  const publish = (
    repo: string,
    analysis = shopAnalysis(),
    options?: Parameters<typeof publishShop>[3],
  ) => publishShop(github, repo, analysis, options);
  const handWritten = (repo: string, files?: Record<string, string | Buffer>) =>
    createHandWritten(github, repo, files);

  it('follows an edited analysis, but not where a person edited', async () => {
    const name = 'edited';
    await publish(name);
    const file = await github.read(name, 'catalog-info.yaml');
    await github.edit(
      name,
      'catalog-info.yaml',
      file!.replace(/type: database/, 'type: postgresql'),
    );

    const edited = shopAnalysis({
      model: shopModel(elements =>
        elements.map(element => ({
          ...element,
          type: element.id === 'db' ? 'storage' : 'worker',
        })),
      ),
    });
    await publish(name, edited);

    const after = await github.read(name, 'catalog-info.yaml', BRANCH);
    expect(after).toContain('type: worker');
    expect(after).toContain('type: postgresql');
    expect(after).not.toContain('type: storage');
  });

  it('is compared with the analysis that was published there', async () => {
    const files = jest.fn(async (_id: string, target: object) =>
      filesOf(shopAnalysis({ id: 'first' }), target),
    );
    await publish('other', shopAnalysis({ id: 'first' }));

    const { output } = await publish(
      'other',
      shopAnalysis({
        id: 'second',
        model: shopModel(([api]) => [api]),
      }),
      { infraAi: { getFiles: files as any }, input: { removeMissing: true } },
    );

    expect(files).toHaveBeenCalledWith(
      'first',
      expect.objectContaining({ owner: 'acme', repo: 'other' }),
    );
    expect(output.changes.entities).toContainEqual(
      expect.objectContaining({
        entityRef: 'resource:default/shop-orders-db',
        kind: 'removed',
      }),
    );
    const after = await github.read('other', 'catalog-info.yaml', BRANCH);
    expect(after).not.toContain('name: shop-orders-db');
  });

  it('says when the earlier analysis cannot be read, and goes on', async () => {
    await publish('unreadable', shopAnalysis({ id: 'first' }));

    const { output, log } = await publish(
      'unreadable',
      { ...withCache, id: 'second' },
      {
        infraAi: {
          getFiles: async () => {
            throw new NotFoundError('No such analysis');
          },
        },
      },
    );

    expect(log.join('\n')).toMatch(
      /analysis first.*cannot be read: No such analysis/,
    );
    expect(output.action).toBe('update');
  });

  it('follows an edited analysis through several updates', async () => {
    const name = 'rounds';
    const typed = (type: string) =>
      shopAnalysis({
        model: shopModel(([api, db]) => [api, { ...db, type }]),
      });
    await handWritten(name);
    for (const [index, analysis] of [
      shopAnalysis(),
      typed('postgresql'),
      withCache,
      typed('storage'),
    ].entries()) {
      const { output } = await publish(name, analysis);
      expect(output.pullRequestNumber).toBe(index + 1);
      await github.api('PUT', `/repos/acme/${name}/pulls/${index + 1}/merge`, {
        merge_method: index === 1 ? 'squash' : 'merge',
      });
    }

    const file = await github.read(name, 'catalog-info.yaml');
    expect(file).toContain('type: storage');
    expect(file).toContain('owner: group:default/shop');
    expect(file).toContain('description: Takes orders # since 2019');
  });

  it.each([false, true])(
    'loses what is no longer found only on request (%s)',
    async removeMissing => {
      const name = `missing-${removeMissing}`;
      await publish(name);
      const file = await github.read(name, 'catalog-info.yaml');
      await github.edit(
        name,
        'catalog-info.yaml',
        `${file}---\n${HAND_WRITTEN.split('---\n')[1]}`,
      );

      const { output } = await publish(
        name,
        shopAnalysis({
          model: shopModel(([api]) => [{ ...api, type: 'worker' }]),
        }),
        { input: { removeMissing } },
      );

      expect(output.changes.entities).toContainEqual(
        expect.objectContaining({
          entityRef: 'resource:default/shop-orders-db',
          kind: removeMissing ? 'removed' : 'missing',
        }),
      );
      const after = await github.read(name, 'catalog-info.yaml', BRANCH);
      expect(after!.includes('name: shop-orders-db')).toBe(!removeMissing);
      expect(after).toContain('name: legacy');
    },
  );
});
