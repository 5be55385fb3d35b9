import { analyze } from '../analyze';

/** Analyzes texts by their paths, and tells what was found in short. */
export async function readFiles(files: Record<string, string>) {
  const model = await analyze({
    kind: 'files',
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: new TextEncoder().encode(text),
    })),
  });
  const nameOf = (id: string) =>
    model.elements.find(element => element.id === id)!.name;
  return {
    model,
    /** "from > to", sorted. */
    relations: model.relations
      .map(({ from, to }) => `${nameOf(from)} > ${nameOf(to)}`)
      .sort(),
    warnings: model.warnings.map(({ message }) => message),
  };
}
