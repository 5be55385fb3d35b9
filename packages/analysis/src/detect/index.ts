import { sources, type SourceFormat } from '../sources';

export type { SourceFormat };

/** @public */
export const sourceFormats: readonly SourceFormat[] = [...sources.keys()];

/**
 * The format of a text: its content decides, its file name only where the content is silent. `undefined` is a file
 * that no reader is for.
 *
 * @public
 */
export function detectSource(
  text: string,
  path?: string,
): SourceFormat | undefined {
  for (const [format, source] of sources) {
    if (source.is(text, path)) return format;
  }
  if (path === undefined) return 'prose';
  return sourceFormats.find(format => sources.get(format)!.names?.test(path));
}
