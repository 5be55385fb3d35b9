import {
  describeUpdate,
  type UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';

import { publicationTrailers } from '../github/provenance';

const BEGIN = '<!-- infra-ai: what changes -->';
const END = '<!-- infra-ai: end -->';
/** GitHub takes 65,536 characters; a person's own words come on top. */
const MAX_LENGTH = 60_000;

/** The description of a pull request: what changes, and where it comes from. */
export function pullRequestBody(
  changes: UpdateChanges,
  source: { key: string; analysisId?: string },
): string {
  const text = describeUpdate(changes);
  const shown =
    text.length > MAX_LENGTH
      ? `${text.slice(0, MAX_LENGTH)}\n\n… and more: see the changed files.`
      : text;
  // As in a commit: a merge may make the description the message of its commit.
  const provenance = publicationTrailers(source).join('\n');
  return `${BEGIN}\n${shown.trim()}\n\n---\n\n${provenance}\n${END}`;
}

/**
 * The description after another publication: what stands between our marks is replaced, a person's words around it stay.
 *
 * @returns undefined when there is nothing to change, or when a person took our part out
 */
export function updatedBody(
  existing: string,
  ours: string,
): string | undefined {
  const text = existing.replaceAll('\r\n', '\n');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) {
    return undefined;
  }
  const updated = text.slice(0, begin) + ours + text.slice(end + END.length);
  return updated === text ? undefined : updated;
}
