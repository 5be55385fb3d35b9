/** Topic of a repository that we made for a test and may delete. */
export const PROBE_TOPIC = 'infra-ai-probe';

/** Description of one that is made without the portal. */
export const PROBE_DESCRIPTION =
  'Made by a test of infra-ai, may be deleted [infra-ai-probe]';

const NAME = /^infra-ai-probe-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** `infra-ai-probe-<time>`, in UTC to the second. */
export function probeName(now: Date): string {
  return `infra-ai-probe-${now.toISOString().replace(/\D/g, '').slice(0, 14)}`;
}

/** When a probe was made, by its name; undefined for any other name. */
export function probeTime(name: string): Date | undefined {
  const match = NAME.exec(name);
  if (!match) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/**
 * Whether a repository is a probe of ours: by its name and a marker beside it, which is the topic, our description, or
 * the key that a publication writes behind the description (a run may end before it has set the topic).
 */
export function isProbe(repository: {
  name: string;
  description?: string | null;
  topics: string[];
}): boolean {
  const { name, description, topics } = repository;
  return (
    probeTime(name) !== undefined &&
    (topics.includes(PROBE_TOPIC) ||
      description === PROBE_DESCRIPTION ||
      /\(infra-ai [0-9a-f]{10}\)$/.test(description ?? ''))
  );
}
