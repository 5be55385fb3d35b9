/**
 * Causes that a client can say in its own language; the values that its sentence may name stand behind each. The
 * server's own words are English, as everywhere in Backstage, and go along with the code.
 *
 * @public
 */
export const PROBLEM_CODES = [
  'permission-missing', // permission
  'busy',

  'description-empty',
  'description-too-long', // max: bytes
  'description-binary', // position
  'picture-broken',
  'picture-too-big',
  'picture-unknown',
  'file-too-big', // path, max: bytes
  'file-twice', // path
  'files-too-many', // maxFiles, max: bytes

  'repository-credentials', // in the URL
  'repository-no-integration', // host
  'repository-missing',
  'repository-timeout', // seconds

  'analysis-missing',
  'analysis-edited',
  'analysis-publishing',
  'analysis-timeout', // seconds
  'analysis-given-up',
  'analyzer-missing', // analyzer
  'analyzer-answer', // analyzer
  'analyzer-failed',
  'nothing-in-text',
  'nothing-in-image',
  'nothing-in-files',

  'gemini-bad-key',
  'gemini-bad-request',
  'gemini-blocked',
  'gemini-cut',
  'gemini-daily-quota',
  'gemini-network',
  'gemini-rate-limit',
  'gemini-too-long',
  'gemini-unavailable',
  'gemini-unusable',
  'gemini-unknown-model',

  'github-owner-unknown', // owner
  'github-archived', // repository
  'github-credentials', // host
  'github-refusal', // host
  'github-unreachable', // host
  'publication-cancelled',
  'repository-taken',
] as const;

/** @public */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Names and numbers for the sentence of a code. @public */
export type ProblemValues = Record<string, string | number>;

/**
 * Adds the code of its cause to an error; Backstage's error handler sends both fields with it.
 *
 * @public
 */
export function withCode<E extends Error>(
  error: E,
  code: ProblemCode,
  values?: ProblemValues,
): E & { code: ProblemCode; values?: ProblemValues } {
  return Object.assign(error, { code, ...(values ? { values } : {}) });
}

/** The code and values that an error or an answer carries, if they are what they should be. @public */
export function codeOf(carrier: unknown): {
  code?: ProblemCode;
  values?: ProblemValues;
} {
  const { name, code, values } = (carrier ?? {}) as Record<string, unknown>;
  const known = PROBLEM_CODES.find(one => one === code);
  if (!known) {
    // The scaffolder stores no more of a task's error than name and message.
    return name === 'RepositoryTakenError' ? { code: 'repository-taken' } : {};
  }
  return {
    code: known,
    ...(isValues(values) ? { values } : {}),
  };
}

function isValues(values: unknown): values is ProblemValues {
  return (
    typeof values === 'object' &&
    values !== null &&
    Object.values(values).every(one =>
      ['string', 'number'].includes(typeof one),
    )
  );
}
