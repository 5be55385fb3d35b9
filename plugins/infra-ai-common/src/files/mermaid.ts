import type { Element, InfrastructureModel } from '../model';

/** Shapes by what a reader expects: stores are cylinders, queues are lying ones, interfaces hexagons. */
function shape({ kind, type }: Element): [open: string, close: string] {
  if (kind === 'api') {
    return ['{{', '}}'];
  }
  if (/queue|topic|broker|stream/.test(type)) {
    return ['([', '])'];
  }
  if (/database|cache|storage|bucket|store|warehouse/.test(type)) {
    return ['[(', ')]'];
  }
  return kind === 'resource' ? ['[/', '/]'] : ['[', ']'];
}

/**
 * A Mermaid flowchart of a model, without the fence. Labels come from outside and are written as entities, so that no
 * name can close a node or start a directive.
 *
 * @public
 */
export function toMermaid(model: InfrastructureModel): string {
  const ids = new Map(
    model.elements.map((e, index) => [e.id, `n${index + 1}`]),
  );
  const nodes = model.elements.map(element => {
    const [open, close] = shape(element);
    const name = escapeLabel(element.title ?? element.name);
    const technology =
      element.technology && element.technology !== element.name
        ? `<br/><small>${escapeLabel(element.technology)}</small>`
        : '';
    return `  ${ids.get(element.id)}${open}"${name}${technology}"${close}`;
  });
  const edges = model.relations.map(({ from, to, type, description }) => {
    const arrow = type === 'partOf' ? '-.->' : '-->';
    const label = description ? `|"${escapeLabel(description)}"|` : '';
    return `  ${ids.get(from)} ${arrow}${label} ${ids.get(to)}`;
  });
  return ['flowchart LR', ...nodes, ...edges].join('\n');
}

function escapeLabel(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} .,:/()_+-]/gu, c => `#${c.codePointAt(0)};`);
}
