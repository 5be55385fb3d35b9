const MASK = '••••••';
const MIN_LENGTH = 6;
const MIN_PART = 12;
/** Values of trials that are words of every report. */
const WORDS = new Set([
  'sandbox',
  'postgres',
  'password',
  'backstage',
  'secret',
  'infra-ai',
  'github',
]);

/** Names of settings whose values are never shown. */
const SECRET_NAME =
  /secret|token|passw|pwd|credential|private|api-?_?key|access-?_?key|^keys?$|cookie|signature|certificate|^(?:cert|pass|auth|authorization)$|connectionstring|^dsn$|^headers$/i;

/** What looks like a secret wherever it stands. */
const SHAPES: Array<[RegExp, string]> = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    MASK,
  ],
  [
    /\b(?:gh[opsur]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|AIza[\w-]{30,}|xox[abpr]-[\w-]{10,}|AKIA[0-9A-Z]{16})/g,
    MASK,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.?[\w-]*/g, MASK],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${MASK}@`],
  [
    /([?&;](?:[\w-]*(?:token|secret|password|signature|key)|sig)=)[^&\s"']+/gi,
    `$1${MASK}`,
  ],
];

/** Takes secrets out of a report: those that it knows, by the names of settings, and what looks like one. */
export class Masker {
  readonly #secrets = new Set<string>();

  /** Values that must not be in the report, in whatever place. */
  add(...values: Array<string | undefined>): void {
    for (const value of values) {
      const text = value?.trim() ?? '';
      // A shorter one cannot be told from a word of the report.
      if (text.length >= MIN_LENGTH && !WORDS.has(text)) {
        // As in "Basic …" and in the lines of a key, a part can be what counts.
        const parts = text.split(/\s+/).filter(part => part.length >= MIN_PART);
        for (const secret of [text, ...parts]) {
          this.#secrets.add(secret);
          this.#secrets.add(encodeURIComponent(secret));
          this.#secrets.add(JSON.stringify(secret).slice(1, -1));
          this.#secrets.add(Buffer.from(secret).toString('base64'));
        }
      }
    }
  }

  maskText(text: string): string {
    let result = text;
    // Longest first: one may be a part of another.
    for (const secret of [...this.#secrets].sort(
      (a, b) => b.length - a.length,
    )) {
      result = result.replaceAll(secret, MASK);
    }
    for (const [shape, replacement] of SHAPES) {
      result = result.replace(shape, replacement);
    }
    return result;
  }

  /** All texts of a value, names of fields included; what is below a name that says so is masked as a whole. */
  maskAll<T>(value: T): T {
    return this.#mask(value) as T;
  }

  #mask(value: unknown): unknown {
    if (typeof value === 'string') {
      return this.maskText(value);
    }
    if (Array.isArray(value)) {
      return value.map(item => this.#mask(item));
    }
    if (value && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          this.maskText(name),
          this.#mask(item),
        ]),
      );
    }
    return value;
  }
}

/** Whether a setting of this name holds a secret, as far as its name tells. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A configuration with all that is secret by its name masked. */
export function maskSettings(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(maskSettings);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        isSecretName(name) ? MASK : maskSettings(item),
      ]),
    );
  }
  return value;
}

/** The texts of a configuration that are secret by their names. */
export function secretsOf(value: unknown, isSecret = false): string[] {
  if (typeof value === 'string') {
    return isSecret ? [value] : [...passwordOf(value)];
  }
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, item]) =>
      secretsOf(
        item,
        isSecret || (!Array.isArray(value) && isSecretName(name)),
      ),
    );
  }
  return [];
}

/** The password in an address. */
function passwordOf(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  try {
    return password ? [password, decodeURIComponent(password)] : [];
  } catch {
    return [password];
  }
}
