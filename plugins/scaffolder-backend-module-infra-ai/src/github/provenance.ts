import { createHash } from 'node:crypto';

/** GitHub's limit on a repository's description. */
const MAX_DESCRIPTION = 350;
const TRAILER = 'Infra-AI-Publication';

/**
 * Names what is being published, the same in every attempt. It is written into the repository's description, so that a
 * half-made repository can be told from somebody else's, and into the commit message, which outlives an edit of the
 * description.
 *
 * @returns ten hex digits
 */
export function publicationKey(source: {
  analysisId?: string;
  taskId: string;
}): string {
  return createHash('sha256')
    .update(
      source.analysisId
        ? `analysis:${source.analysisId}`
        : `task:${source.taskId}`,
    )
    .digest('hex')
    .slice(0, 10);
}

/** The description with the key behind it, in one line that GitHub takes. */
export function markDescription(
  description: string | undefined,
  key: string,
): string {
  const marker = `(infra-ai ${key})`;
  const text = (description ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_DESCRIPTION - marker.length - 1)
    .trim();
  return text ? `${text} ${marker}` : marker;
}

/** The commit message with its provenance as git trailers. */
export function markMessage(
  message: string,
  source: { key: string; analysisId?: string },
): string {
  return `${message.trim()}\n\n${publicationTrailers(source).join('\n')}\n`;
}

/** Lines that name the publication and its analysis. */
export function publicationTrailers(source: {
  key: string;
  analysisId?: string;
}): string[] {
  return [
    `${TRAILER}: ${source.key}`,
    ...(source.analysisId
      ? [`Infra-AI-Analysis: ${source.analysisId.replace(/\s+/g, ' ')}`]
      : []),
  ];
}

/** The keys that a repository's description and its latest commit carry. */
export function keysOf(repository: {
  description?: string;
  headMessage?: string;
}): string[] {
  const marker = /\(infra-ai ([0-9a-f]{10})\)\s*$/.exec(
    repository.description ?? '',
  );
  const trailer = new RegExp(`^${TRAILER}: ([0-9a-f]{10})$`, 'm').exec(
    repository.headMessage ?? '',
  );
  return [marker?.[1], trailer?.[1]].filter(key => key !== undefined);
}
