import type { HistoryCommit } from './history';

/** Headings by type of commit, in their order; what is not in it interests nobody who uses the platform. */
const GROUPS: Array<[type: string | undefined, heading: string]> = [
  ['feat', 'Features'],
  ['fix', 'Fixes'],
  ['perf', 'Performance'],
  ['revert', 'Reverted'],
  ['docs', 'Documentation'],
  ['refactor', 'Refactoring'],
  [undefined, 'Other changes'],
];

/** The entry of a version: a heading and one line for each commit, by type. */
export function formatEntry(
  version: string,
  date: string,
  commits: HistoryCommit[],
): string {
  const breaking = commits.flatMap(({ breaking: notes, scope, id }) =>
    notes.map(note => formatItem(scope, note, id)),
  );
  const groups = GROUPS.map(([type, heading]) => ({
    heading,
    items: commits
      .filter(commit => commit.type === type)
      .map(({ scope, subject, id }) => formatItem(scope, subject, id)),
  }));
  const sections = [{ heading: 'Breaking changes', items: breaking }, ...groups]
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => `### ${heading}\n\n${items.join('\n')}`);
  return [
    `## ${version} (${date})`,
    ...(sections.length > 0 ? sections : ['Maintenance only.']),
  ].join('\n\n');
}

function formatItem(scope: string | undefined, text: string, id: string) {
  const line = escape(text.replace(/\s+/g, ' ').trim());
  return `- ${scope ? `**${escape(scope)}:** ` : ''}${line} (${id.slice(
    0,
    10,
  )})`;
}

/** A message is text, not Markdown; only its `code` is left as it is. */
function escape(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[\\`*_[\]<>#~|]/g, '\\$&'),
    )
    .join('');
}

const HEADING = '# Changelog';

/** Puts an entry on top of a changelog, below its heading and introduction. */
export function addEntry(changelog: string | undefined, entry: string): string {
  if (!changelog?.trim()) {
    return `${HEADING}\n\n${entry}\n`;
  }
  const lineBreak = changelog.includes('\r\n') ? '\r\n' : '\n';
  const text = changelog.replaceAll('\r\n', '\n');
  const first = /^## /m.exec(text)?.index;
  const added =
    first === undefined
      ? `${text.trimEnd()}\n\n${entry}\n`
      : `${text.slice(0, first)}${entry}\n\n${text.slice(first)}`;
  return added.replaceAll('\n', lineBreak);
}

/**
 * Sets the version in the text of a package.json and leaves every other byte; unchanged where it has none.
 *
 * @throws SyntaxError when it is no JSON
 */
export function setVersion(manifest: string, version: string): string {
  const parsed = JSON.parse(manifest);
  if (typeof parsed?.version !== 'string') {
    return manifest;
  }
  const expected = JSON.stringify({ ...parsed, version });
  for (const match of manifest.matchAll(/"version"\s*:\s*"[^"]*"/g)) {
    const changed = `${manifest.slice(0, match.index)}${match[0].replace(
      /"[^"]*"$/,
      JSON.stringify(version),
    )}${manifest.slice(match.index + match[0].length)}`;
    // The right one of several: only the version at the top is another.
    if (JSON.stringify(JSON.parse(changed)) === expected) {
      return changed;
    }
  }
  return manifest;
}
