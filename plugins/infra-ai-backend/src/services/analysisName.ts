import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';

const MAX_PROVISIONAL = 60;

/**
 * Name of the system once it was analyzed: what the source calls it. Entity names are global in a catalog, so one that
 * the source does not name gets a name of its own rather than "system".
 */
export function systemName(id: string, model: InfrastructureModel): string {
  return (model.system?.name ?? `system-${id.slice(0, 8)}`).slice(0, 100);
}

/** Name of an analysis that is not done and was given none: the start of its description. */
export function provisionalName(description: string): string {
  const line = description
    .trim()
    .split(/[\r\n]/, 1)[0]
    .replace(/\s+/g, ' ');
  return line.length <= MAX_PROVISIONAL
    ? line
    : `${line.slice(0, MAX_PROVISIONAL - 1).trimEnd()}…`;
}
