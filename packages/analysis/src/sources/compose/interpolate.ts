/** Longest value that is scanned; longer ones are certificates and the like. */
const MAX_VALUE = 4000;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}` and `${NAME:+other}` as Compose does. A variable
 * without a value becomes empty.
 */
export function interpolate(
  value: string,
  variables: ReadonlyMap<string, string>,
): string {
  if (!value.includes('$')) return value;
  return value
    .slice(0, MAX_VALUE)
    .replace(
      /\$(?:\$|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}|([A-Za-z_]\w*))/g,
      (whole, braced, operator, operand, plain) => {
        if (whole === '$$') return '$';
        const known = variables.get(braced ?? plain);
        // with a colon, empty counts as not set
        const isSet = operator?.startsWith(':')
          ? Boolean(known)
          : known !== undefined;
        if (operator?.endsWith('-')) return isSet ? known : operand;
        if (operator?.endsWith('+')) return isSet ? operand : '';
        return known ?? '';
      },
    );
}

/** Reads `KEY=value` lines of an env file. */
export function parseEnvFile(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/s.exec(line.trim());
    if (!match) continue;
    const value = match[2].trim();
    const quoted = /^(['"])(.*)\1$/s.exec(value);
    const comment = value.search(/\s#/);
    variables.set(
      match[1],
      quoted
        ? quoted[2]
        : value.slice(0, comment < 0 ? undefined : comment).trimEnd(),
    );
  }
  return variables;
}
