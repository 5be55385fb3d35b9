/** The types of commits, with what each is for. */
export const COMMIT_TYPES: Record<string, string> = {
  feat: 'something new for users',
  fix: 'a fault mended',
  docs: 'documentation only',
  refactor: 'neither a fault mended nor something new',
  perf: 'faster or smaller',
  test: 'tests only',
  build: 'build, packages, dependencies',
  ci: 'continuous integration',
  style: 'format only',
  chore: 'everything else',
  revert: 'takes back an earlier commit',
};

/** Longest first line, in characters. */
export const MAX_HEADER = 72;

/** The parts of a Conventional Commit. */
export interface CommitParts {
  type: string;
  scope?: string;
  subject: string;
  body?: string;
  /** What users must do; makes the commit a breaking change. */
  breaking?: string;
}

/** The first line. */
export function formatHeader({
  type,
  scope,
  subject,
  breaking,
}: CommitParts): string {
  return `${type}${scope ? `(${scope})` : ''}${
    breaking === undefined ? '' : '!'
  }: ${subject}`;
}

/** The whole message. */
export function formatMessage(parts: CommitParts): string {
  return [
    formatHeader(parts),
    parts.body?.trim(),
    // Without words the subject is what breaks.
    parts.breaking && `BREAKING CHANGE: ${parts.breaking.trim()}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Why this is no type; undefined when it is one. */
export function checkType(type: string): string | undefined {
  return Object.hasOwn(COMMIT_TYPES, type)
    ? undefined
    : `The type is one of ${Object.keys(COMMIT_TYPES).join(', ')}.`;
}

/** Why this is no scope; undefined when it is one. */
export function checkScope(scope: string): string | undefined {
  return /^[\w@][\w./@-]*$/.test(scope)
    ? undefined
    : 'A scope is one word of letters, digits and - . / _';
}

/** Why this is no good subject; undefined when it is one. */
export function checkSubject(parts: CommitParts): string | undefined {
  const { subject } = parts;
  if (subject.trim() === '') {
    return 'The subject says what the commit does; it cannot be empty.';
  }
  if (/\p{Cc}/u.test(subject)) {
    return 'The subject is one line; the rest goes into the body.';
  }
  if (subject !== subject.trim()) {
    return 'The subject begins and ends without a space.';
  }
  if (subject.endsWith('.')) {
    return 'The subject ends without a full stop.';
  }
  const length = [...formatHeader(parts)].length;
  return length > MAX_HEADER
    ? `The first line has ${length} characters, ${
        length - MAX_HEADER
      } more than the ${MAX_HEADER} that fit. Shorten the subject.`
    : undefined;
}

/** Why this is no good body; undefined when it is one. */
export function checkBody(body: string): string | undefined {
  return /[^\P{Cc}\n\t]/u.test(body)
    ? 'The text holds control characters.'
    : undefined;
}

/** A commit as the changelog and the next version see it. */
export interface ParsedCommit {
  /** Undefined when the message is not in the form of a Conventional Commit. */
  type?: string;
  scope?: string;
  subject: string;
  /** What breaks, once for each note. */
  breaking: string[];
}

const PARSED_SIZE = 100_000;

/** Makes the function that reads the message of a commit. */
export async function loadParser(): Promise<(message: string) => ParsedCommit> {
  // Its package can be imported only, never required.
  const { CommitParser } = await import('conventional-commits-parser');
  const parser = new CommitParser({
    headerPattern: /^(\w+)(?:\(([^()]*)\))?!?: (.+)$/,
    breakingHeaderPattern: /^(\w+)(?:\(([^()]*)\))?!: (.+)$/,
    headerCorrespondence: ['type', 'scope', 'subject'],
    noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
    // What a message can set must be no more than what is read here.
    fieldPattern: undefined,
    issuePrefixes: undefined,
    referenceActions: undefined,
    // Upper case only, as the specification wants it.
    notesPattern: keywords => new RegExp(`^(${keywords}): (.*)`),
  });
  return message => {
    const text = message.slice(0, PARSED_SIZE).trim();
    const first = text.split('\n', 1)[0];
    if (text === '') {
      return { subject: '', breaking: [] };
    }
    const { type, scope, subject, notes } = parser.parse(text);
    const breaking = notes.map(note => note.text.trim());
    const reverted = /^Revert "(.+)"$/.exec(first);
    if (reverted) {
      return { type: 'revert', subject: reverted[1], breaking };
    }
    // "Pages: show the title" has the form, and means no type.
    return type && subject && checkType(type.toLowerCase()) === undefined
      ? {
          type: type.toLowerCase(),
          ...(scope ? { scope } : {}),
          subject,
          breaking,
        }
      : { subject: first, breaking };
  };
}
