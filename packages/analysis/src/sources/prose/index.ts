import type { Extraction, SourceText } from '../../source';

export function extractProse(_source: SourceText): Extraction {
  return { format: 'prose/en', elements: [], relations: [], warnings: [] };
}
