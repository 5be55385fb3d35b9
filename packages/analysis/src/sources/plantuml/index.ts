import type { Extraction, SourceText } from '../../source';
import {
  combineDiagrams,
  emptyDiagram,
  toExtraction,
  type Diagram,
} from '../diagram';
import { fencedBlocks } from '../mermaid/blocks';
import { readPages, type Page } from './lines';
import { PageReader } from './page';

const LANGUAGES = new Set(['plantuml', 'puml', 'uml', 'c4plantuml', 'pu']);

/** Whether a text is, or holds, a PlantUML diagram. */
export function isPlantUml(text: string): boolean {
  return (
    /^[ \t]{0,40}@startuml\b/m.test(text) ||
    fencedBlocks(text, LANGUAGES).length > 0
  );
}

/** Reads PlantUML: component, deployment and sequence diagrams, C4 and the icon libraries of the clouds. */
export function extractPlantUml(source: SourceText): Extraction {
  const fenced = fencedBlocks(source.text, LANGUAGES);
  const pages = fenced.length
    ? fenced.flatMap(({ text, start }) => readPages(text, start))
    : readPages(source.text);
  return toExtraction(combineDiagrams('plantuml', pages.map(readPage)), source);
}

function readPage(page: Page): Diagram {
  if (page.kind === 'uml' || page.kind === 'c4')
    return new PageReader(page).read();
  const diagram = emptyDiagram('plantuml');
  diagram.warnings.push({
    message: `A PlantUML ${page.kind.slice(
      0,
      40,
    )} does not draw infrastructure and was left out.`,
    span: page.span,
  });
  return diagram;
}
