import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { TemplateProvider } from './TemplateProvider';

const FOLDER = resolvePackagePath(
  '@infra-ai/backstage-plugin-catalog-backend-module-infra-ai',
  'templates',
);

async function emitted(options: {
  folder?: string;
  requireUserToken?: boolean;
}) {
  let mutation: EntityProviderMutation | undefined;
  const provider = new TemplateProvider({
    folder: options.folder ?? FOLDER,
    hosts: ['github.acme.example', 'github.com'],
    requireUserToken: options.requireUserToken ?? false,
  });
  await provider.connect({
    applyMutation: async given => {
      mutation = given;
    },
    refresh: async () => {},
  });
  return (
    mutation as Extract<EntityProviderMutation, { type: 'full' }>
  ).entities.map(({ entity }) => entity);
}

describe('TemplateProvider', () => {
  it('emits the templates of the package, valid and with an origin', async () => {
    const entities = await emitted({});

    expect(entities.map(entity => entity.metadata.name)).toEqual([
      'infra-ai-publish',
      'infra-ai-wizard',
    ]);
    const validate = entityEnvelopeSchemaValidator();
    for (const entity of entities) {
      validate(entity);
      expect(entity).toMatchObject({
        kind: 'Template',
        metadata: {
          annotations: {
            'backstage.io/managed-by-location':
              expect.stringMatching(/^infra-ai:/),
            'backstage.io/managed-by-origin-location':
              expect.stringMatching(/^infra-ai:/),
          },
        },
      });
    }
  });

  it('offers the hosts of the portal for the repository', async () => {
    const wizard = (await emitted({})).at(-1)!;
    expect(JSON.stringify(wizard.spec)).toContain(
      '"ui:options":{"allowedHosts":["github.acme.example","github.com"]}',
    );
  });

  it('asks for a GitHub sign-in only where the portal requires it', async () => {
    const asks = async (requireUserToken: boolean) =>
      JSON.stringify(await emitted({ requireUserToken })).includes(
        '"requestUserCredentials":{"secretsKey":"USER_OAUTH_TOKEN"',
      );

    expect(await asks(true)).toBe(true);
    expect(await asks(false)).toBe(false);
  });

  it('refuses any other kind, which would pass by catalog.rules', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'infra-ai-templates-'));
    await writeFile(
      join(folder, 'user.yaml'),
      'apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: { name: root }\n',
    );

    await expect(emitted({ folder })).rejects.toThrow(
      /not a template but a User/,
    );
  });
});
