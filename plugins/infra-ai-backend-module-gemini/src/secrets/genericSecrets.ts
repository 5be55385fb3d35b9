/** Start and end (exclusive) in UTF-16 code units. */
export type Range = [start: number, end: number];

/**
 * What no vendor's format gives away: passwords by the name in front of them. Each pattern holds the secret in its
 * group `secret`; every repetition is bounded, so that a hostile text cannot make one slow.
 */
const PATTERNS: RegExp[] = [
  // The body of a private key in PEM, up to its end line or to where it was cut
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?<secret>(?:\s{0,5}[\w-]{1,40}:[^\r\n]{1,200}\r?\n){0,5}[A-Za-z0-9+/=\\\s]{1,20000})/dg,
  // scheme://user:password@host, but not scheme://host:8080/…@…
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@]{0,200}:(?!\d{1,5}[/?#])(?<secret>[^\s@]{1,500})@/dgi,
  // Authorization: Bearer …
  /\b(?:bearer|basic)\s{1,5}(?<secret>[A-Za-z0-9+/_.~-]{16,4000}={0,2})/dgi,
  // JSON Web Token
  /(?<secret>\beyJ[\w-]{10,4000}\.[\w-]{10,8000}\.[\w-]{10,2000})/dg,
  // Google API key, AWS access key id
  /(?<secret>\bAIza[\w-]{35}(?![\w-]))/dg,
  /(?<secret>\b(?:AKIA|ASIA)[A-Z0-9]{16}\b)/dg,
];

const SECRET_NAME =
  '(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|(?:access|account|shared)[_-]?key|private[_-]?key|contrase(?:ñ|n)a)';

/** `DB_PASSWORD=…`, `password: …`, `"apiKey": "…"`. */
const ASSIGNMENT = new RegExp(
  `${SECRET_NAME}[\\w-]{0,30}["'\`]?[ \\t]{0,5}(?<sign>:=|=>|[:=])[ \\t]{0,5}(?:"(?<double>[^"\\r\\n]{1,500})"|'(?<single>[^'\\r\\n]{1,500})'|(?<bare>[^\\s"'\`,;]{1,500}))`,
  'dgiu',
);

/** `the password is …`, `la contraseña es …`. */
const SENTENCE = new RegExp(
  `(?:${SECRET_NAME}|clave)[ \\t]{1,5}(?:is|es|será|will be)[ \\t]{0,5}:?[ \\t]{1,5}["'\`]?(?<bare>[^\\s"'\`,;]{1,500})`,
  'dgiu',
);

/** A pointer to a secret, which is not one: `${VAR}`, `$VAR`, `{{ var }}`, `<your key>`, `***`, `true`. */
const REFERENCE =
  /^(?:\$|\{\{|<|%|\*+$|x+$|true$|false$|null$|none$|env[.(]|process\.env|secretKeyRef|valueFrom)/iu;

/**
 * Finds secrets by what stands in front of them. Rather one word too many than one too few: the text leaves for a
 * third party.
 */
export function findGenericSecrets(text: string): Range[] {
  const ranges: Range[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      ranges.push(match.indices!.groups!.secret);
    }
  }
  for (const match of text.matchAll(ASSIGNMENT)) {
    const { sign, double, single, bare } = match.groups!;
    const value = double ?? single ?? bare;
    // Behind a colon may stand a sentence ("token: JWT"); behind an equals sign stands a value.
    const isSecret =
      !REFERENCE.test(value) && (sign !== ':' || looksLikeValue(value));
    if (isSecret) {
      const { groups } = match.indices!;
      ranges.push(groups!.double ?? groups!.single ?? groups!.bare);
    }
  }
  for (const match of text.matchAll(SENTENCE)) {
    if (!REFERENCE.test(match.groups!.bare) && isMixed(match.groups!.bare)) {
      ranges.push(match.indices!.groups!.bare);
    }
  }
  return ranges;
}

function looksLikeValue(value: string): boolean {
  return value.length >= 8 || isMixed(value);
}

/** Letters with digits or signs in between, as words of a sentence are not. */
function isMixed(value: string): boolean {
  const trimmed = value.replace(/[.!?)\]]+$/, '');
  return (
    /[^\p{L}]/u.test(trimmed) && !/^[\p{L}]+(?:-[\p{L}]+)*$/u.test(trimmed)
  );
}
