import { shopAnalysis, shopModel, workspaceOf } from './analyses';
import { runPublish } from './publishAction';
import type { TestGithub } from './TestGithub';

/** Branch of an update of the shop. */
export const BRANCH = 'infra-ai/update-shop';
/** A catalog file that people wrote. */
export const HAND_WRITTEN = `# The shop team keeps this file.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders
  description: Takes orders # since 2019
spec:
  type: service
  lifecycle: production
  owner: group:default/shop
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: legacy
spec:
  type: service
  lifecycle: deprecated
  owner: group:default/shop
`;
/** The shop with one thing more. */
export const withCache = shopAnalysis({
  model: shopModel(elements => [
    ...elements,
    { ...elements[1], id: 'cache', type: 'cache', name: 'orders-cache' },
  ]),
});

/** Publishes an analysis of the shop as the template does. */
export async function publishShop(
  github: TestGithub,
  repo: string,
  analysis = shopAnalysis(),
  options: Parameters<typeof runPublish>[1] = {},
) {
  return runPublish(github, {
    files: workspaceOf(analysis, repo),
    ...options,
    input: { owner: 'acme', repo, analysisId: analysis.id, ...options.input },
  });
}

/** Makes a repository that people wrote by hand. */
export async function createHandWritten(
  github: TestGithub,
  repo: string,
  files: Record<string, string | Buffer> = {},
): Promise<void> {
  await github.sandbox.createRepository({
    owner: 'acme',
    name: repo,
    files: { 'catalog-info.yaml': HAND_WRITTEN, ...files },
  });
}
