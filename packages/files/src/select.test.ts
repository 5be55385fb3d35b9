import { isInfrastructureFile } from './select';
import { statesInfrastructure } from './statesInfrastructure';

it.each([
  'compose.yaml',
  'deploy/docker-compose.prod.yml',
  'k8s/base/kustomization.yaml',
  'infra/main.tf',
  'infra/net.tf.json',
  'stack.template',
  'cdk.template.json',
  'serverless.yml',
  'api/openapi.json',
  'shop.asyncapi.json',
  'docs/flow.mmd',
  'c4/workspace.dsl',
  'docs/a.drawio.svg',
  'a.excalidraw',
  'graph.dot',
  'catalog-info.yaml',
  'README.md',
  'services/pay/README.md',
  'docs/guide/overview.md',
])('reads %s', path => expect(isInfrastructureFile(path)).toBe(true));

it.each([
  'node_modules/a/compose.yaml',
  'vendor/a/main.tf',
  '.git/config.yaml',
  '.github/workflows/ci.yml',
  'src/tests/k8s.yaml',
  '__fixtures__/a.tf',
  'pnpm-lock.yaml',
  'package-lock.json',
  'package.json',
  '.env',
  'prod.env',
  '.env.local.yaml',
  'terraform.tfvars',
  'terraform.tfstate',
  'secrets.yaml',
  'k8s/db-credentials.yml',
  'tls.key.yaml',
  'mkdocs.yml',
  'src/index.ts',
  'logo.svg',
  'CHANGELOG.md',
  'docs/CONTRIBUTING.md',
  'photo.png',
])('leaves %s out', path => expect(isInfrastructureFile(path)).toBe(false));

it('tells YAML that defines something from settings', () => {
  const states = (path: string, text: string) =>
    statesInfrastructure(path, Buffer.from(text));
  expect(states('a.yaml', '# x\napiVersion: v1\nkind: Pod\n')).toBe(true);
  expect(states('a.json', '{"AWSTemplateFormatVersion": "2010"}')).toBe(true);
  expect(states('a.yaml', 'theme: dark\n')).toBe(false);
  expect(states('compose.yaml', 'include: [a]\n')).toBe(true);
  expect(states('net.tf.json', '{\n  "resource": {}\n}')).toBe(true);
  expect(states('a.excalidraw.json', '{"type": "excalidraw"}')).toBe(true);
  expect(states('main.tf', 'resource "a" "b" {}')).toBe(true);
});
