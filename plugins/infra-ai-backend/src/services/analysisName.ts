import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { pictureTitle } from './pictureName';

const MAX_PROVISIONAL = 60;

/**
 * Name of the system once it was analyzed: what the source calls it, else what its file is called. Entity names are
 * global in a catalog, so one that nothing names gets a name of its own rather than "system".
 */
export function systemName(
  id: string,
  model: InfrastructureModel,
  fileName?: string,
  title?: string,
): string {
  return (
    model.system?.name ??
    pictureTitle(fileName) ??
    title ??
    `system-${id.slice(0, 8)}`
  ).slice(0, 100);
}

/** Name of an analysis that is not done and was given none: the start of its description, else its file's. */
export function provisionalName(
  description: string,
  fileName?: string,
): string {
  const line = (description.trim() || pictureTitle(fileName) || 'Picture')
    .split(/[\r\n]/, 1)[0]
    .replace(/\s+/g, ' ');
  return line.length <= MAX_PROVISIONAL
    ? line
    : `${line.slice(0, MAX_PROVISIONAL - 1).trimEnd()}…`;
}
