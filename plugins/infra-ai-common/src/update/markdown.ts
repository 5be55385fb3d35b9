const ZERO_WIDTH_SPACE = '\u200b';

/** Any text as code on one line: nothing in it is a mention, a link or a reference for GitHub. */
export function asCode(text: string): string {
  const line = oneLine(text) || ' ';
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(run => run.length)) + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * Any text as running text on one line. A backslash does not keep GitHub from linking `@name`, `#1`, `GH-1`, an address or a
 * commit, as it looks for these after Markdown; an invisible space does.
 */
export function asText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&')
    .replace(/@|#|-(?=\d)|:(?=\/\/)|www(?=\.)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/\b[0-9a-f]{7,}\b/gi, hash =>
      hash.replace(/.{6}(?=.)/g, `$&${ZERO_WIDTH_SPACE}`),
    )
    .replace(/^(?=[-=>\d])/, ZERO_WIDTH_SPACE);
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
