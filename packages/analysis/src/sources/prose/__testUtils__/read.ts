import { analyze } from '../../../analyze';

/** What the analyzer makes of a text, in the names that the text uses. */
export async function read(text: string) {
  const model = await analyze({ kind: 'text', text }, { source: 'prose' });
  const nameOf = (id: string) =>
    model.elements.find(element => element.id === id)!.name;
  return {
    system: model.system?.name,
    names: model.elements.map(({ name }) => name),
    elements: Object.fromEntries(
      model.elements.map(element => [element.name, element]),
    ),
    relations: model.relations.map(
      ({ from, to, type }) =>
        `${nameOf(from)} > ${nameOf(to)}${
          type === 'dependsOn' ? '' : ` (${type})`
        }`,
    ),
    /** Confidence by `from > to`. */
    confidence: Object.fromEntries(
      model.relations.map(({ from, to, confidence }) => [
        `${nameOf(from)} > ${nameOf(to)}`,
        confidence,
      ]),
    ),
    warnings: model.warnings.map(({ message }) => message).join('\n'),
  };
}
