import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import type { InfraAiApi } from '@infra-ai/backstage-plugin-infra-ai-common';
import { parse, parseAllDocuments } from 'yaml';
import { filesOf, shopAnalysis } from '../__testUtils__/analyses';
import { runAction } from '../__testUtils__/runAction';
import { InfraAi } from '../infraAi';
import { createFilesAction } from './files';
import { examples } from './files.examples';

function createAction(
  getFiles: InfraAiApi['getFiles'] = async (_, options) =>
    filesOf(shopAnalysis(), options),
) {
  return createFilesAction({
    infraAi: new InfraAi({
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      client: {
        getFiles,
      } as Partial<InfraAiApi> as InfraAiApi,
    }),
  });
}

describe('infra-ai:files', () => {
  it('writes the catalog file and the README, and names the entities', async () => {
    const { output, workspacePath } = await runAction(createAction(), {
      input: { analysisId: 'analysis-1', owner: 'acme', repo: 'shop' },
    });

    expect(output).toEqual({
      files: ['catalog-info.yaml', 'README.md'],
      entityRefs: [
        'system:default/shop',
        'component:default/shop-orders',
        'resource:default/shop-orders-db',
      ],
    });
    const entities = parseAllDocuments(
      await readFile(join(workspacePath, 'catalog-info.yaml'), 'utf8'),
    ).map(document => document.toJS());
    expect(entities[1]).toMatchObject({
      metadata: {
        annotations: {
          'github.com/project-slug': 'acme/shop',
          'infra-ai/analysis-id': 'analysis-1',
        },
      },
      spec: { dependsOn: ['resource:default/shop-orders-db'] },
    });
    expect(await readFile(join(workspacePath, 'README.md'), 'utf8')).toContain(
      '```mermaid',
    );
  });

  it('refuses a folder outside of the workspace', async () => {
    await expect(
      runAction(createAction(), {
        input: { analysisId: 'analysis-1', targetPath: '../elsewhere' },
      }),
    ).rejects.toThrow(/not allowed/);
  });

  it('fails with the reason of the back end', async () => {
    const action = createAction(async () => {
      throw new ConflictError('The analysis is running');
    });

    await expect(
      runAction(action, { input: { analysisId: 'analysis-1' } }),
    ).rejects.toThrow('The analysis is running');
  });

  it('writes nothing for the analysis that a dry run did not make', async () => {
    const { output, log } = await runAction(createAction(), {
      input: { analysisId: 'dry-run' },
      isDryRun: true,
    });

    expect(output).toEqual({ files: [], entityRefs: [] });
    expect(log[0]).toMatch(/would write/);
  });

  it.each(examples)('runs the example "$description"', async ({ example }) => {
    const { output } = await runAction(createAction(), {
      input: parse(example).steps[0].input,
    });

    expect(output.files).toContain('catalog-info.yaml');
  });
});
