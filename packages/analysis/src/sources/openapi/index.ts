import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  Extraction,
  FoundElement,
  FoundRelation,
  SourceText,
} from '../../source';
import { itemsOf, get, parseTree, textOf, type Tree } from '../cloud/tree';
import { apiElement, providerOf, reportProblems } from './document';

/** Reads OpenAPI 3 and Swagger 2 documents: an API each, and the component that provides it where the document says so. */
export function extractOpenApi(sources: readonly SourceText[]): Extraction {
  const warnings: ModelWarning[] = [];
  const elements: FoundElement[] = [];
  const relations: FoundRelation[] = [];
  sources.forEach((source, index) => {
    const { roots, problems } = parseTree(source.text);
    reportProblems(source, problems, 'OpenAPI', warnings);
    const [root] = roots;
    const version =
      textOf(get(root, 'openapi')) ?? textOf(get(root, 'swagger'));
    if (!root || version === undefined) {
      // a part of a document that another file refers to is no API
      if (!problems.length) {
        warnings.push({
          message:
            'The document names no OpenAPI version at its top, so it is not read as an API.',
          evidence: source.evidence(0, 1),
        });
      }
      return;
    }
    const api = apiElement(
      source,
      root,
      `api${index}`,
      'openapi',
      serversOf(root),
    );
    elements.push(api);
    const provider = providerOf(source, root, `component${index}`);
    if (provider) {
      elements.push(provider);
      relations.push({
        from: provider.key,
        to: api.key,
        type: 'providesApi',
        evidence: provider.evidence,
        confidence: 1,
      });
    }
  });
  return { format: 'openapi', elements, relations, warnings };
}

function serversOf(root: Tree): string[] {
  const host = textOf(get(root, 'host'));
  if (host) {
    const scheme = textOf(itemsOf(get(root, 'schemes'))[0]) ?? 'https';
    return [`${scheme}://${host}${textOf(get(root, 'basePath')) ?? ''}`];
  }
  return itemsOf(get(root, 'servers')).flatMap(
    server => textOf(get(server, 'url')) ?? [],
  );
}
