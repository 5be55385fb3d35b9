import { Report, SEVERITIES } from './Report';

const MARKS = { critical: '🔴', warning: '🟡', info: '🔵' };

/** The report for a person and for an issue. */
export function toMarkdown({
  generatedAt,
  findings,
  sections,
}: Report): string {
  return [
    '# Diagnosis',
    '',
    `${generatedAt}. ${countFindings({ findings })}`,
    '',
    '## Findings',
    '',
    ...(findings.length === 0
      ? ['None.']
      : findings.map(
          ({ severity, title, cure }) =>
            `- ${MARKS[severity]} **${severity}** ${inline(
              title,
            )}\n  → ${inline(cure)}`,
        )),
    ...sections.flatMap(({ title, error, data, text }) => [
      '',
      `## ${title}`,
      '',
      ...(error === undefined
        ? text?.(data) ?? []
        : [`Could not be looked at: ${inline(error)}`]),
    ]),
    '',
  ].join('\n');
}

/** As in "1 critical, 2 warnings, 0 notes." */
export function countFindings({ findings }: Pick<Report, 'findings'>): string {
  const [critical, warnings, notes] = SEVERITIES.map(
    severity =>
      findings.filter(finding => finding.severity === severity).length,
  );
  return `${critical} critical, ${warnings} ${
    warnings === 1 ? 'warning' : 'warnings'
  }, ${notes} ${notes === 1 ? 'note' : 'notes'}.`;
}

/** Text of any origin inside of a line: nothing in it is Markdown. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 600)
    .replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

/** A table. */
export function table(
  headings: string[],
  rows: Array<Array<string | number>>,
): string[] {
  const line = (cells: Array<string | number>) =>
    `| ${cells.map(cell => inline(String(cell))).join(' | ')} |`;
  return [
    line(headings),
    `| ${headings.map(() => '---').join(' | ')} |`,
    ...rows.map(line),
  ];
}

/** A block of text that stays as it is. */
export function block(text: string, language = 'text'): string[] {
  // Longer than any fence inside.
  const longest = Math.max(
    2,
    ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
