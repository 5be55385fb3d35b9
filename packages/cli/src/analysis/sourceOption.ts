import { sourceFormats, type SourceFormat } from '@infra-ai/analysis';
import { UsageError } from '../lib/errors';

/** What people say for short. */
const SHORT: Record<string, SourceFormat> = {
  compose: 'docker-compose',
};

/**
 * The format that `--source` names.
 *
 * @throws UsageError listing all of them for any other
 */
export function toSource(value: string): SourceFormat | 'auto' {
  if (value === 'auto') return value;
  const format = SHORT[value] ?? value;
  const known = sourceFormats.find(one => one === format);
  if (!known) {
    throw new UsageError(
      `--source takes auto, ${[
        ...new Set([...Object.keys(SHORT), ...sourceFormats]),
      ].join(', ')}; not '${value}'.`,
    );
  }
  return known;
}
