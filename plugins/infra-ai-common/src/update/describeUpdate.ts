import { asCode, asText } from './markdown';
import type { EntityChange, FieldChange, UpdateChanges } from './types';

/** GitHub refuses a body of more than 65,536 characters. */
const MAX_LENGTH = 60_000;
const MAX_ENTRIES = 100;

/**
 * Body of a pull request in Markdown: what is added, changed, removed and left in place. Names and values come from outside;
 * none of them can mention a person, link, or close an issue.
 *
 * @public
 */
export function describeUpdate(changes: UpdateChanges): string {
  const { entities, notes } = changes;
  const of = (kind: EntityChange['kind']) =>
    entities.filter(entity => entity.kind === kind);
  const unchanged = of('unchanged').length;
  const body = [
    'The Infrastructure AI plugin of Backstage brings this repository up to date with an analysis. What people wrote here stays; please review the changes before you merge.',
    section('Added', of('added').map(line)),
    section('Changed', of('changed').map(changedEntry)),
    section('Removed', of('removed').map(line)),
    section('No longer found, left in place', of('missing').map(line)),
    section(
      'Notes',
      notes.map(note => `- ${asText(note)}`),
    ),
    ...(unchanged
      ? [
          unchanged === 1
            ? '1 more entity is unchanged.'
            : `${unchanged} more entities are unchanged.`,
        ]
      : []),
  ]
    .filter(Boolean)
    .join('\n\n');
  return shorten(`${body}\n`);
}

function section(title: string, entries: string[]): string {
  if (entries.length === 0) {
    return '';
  }
  const shown = entries.slice(0, MAX_ENTRIES);
  const more = entries.length - shown.length;
  return [
    `## ${title}`,
    [...shown, ...(more ? [`- … and ${more} more`] : [])].join('\n'),
  ].join('\n\n');
}

function line({ entityRef, title }: EntityChange): string {
  return `- ${asCode(entityRef)}${title ? `: ${asText(title)}` : ''}`;
}

function changedEntry(change: EntityChange): string {
  const fields: FieldChange[] =
    change.details ?? change.fields.map(path => ({ path }));
  const renamed = change.renamedFrom
    ? ` (was ${asCode(change.renamedFrom)})`
    : '';
  return [
    `${line(change)}${renamed}`,
    ...fields.map(field => `  - ${asCode(field.path)}${values(field)}`),
  ].join('\n');
}

function values({ before, after }: FieldChange): string {
  if (before !== undefined && after !== undefined) {
    return `: ${asCode(before)} → ${asCode(after)}`;
  }
  if (after !== undefined) {
    return `: added ${asCode(after)}`;
  }
  return before === undefined ? '' : `: removed ${asCode(before)}`;
}

function shorten(body: string): string {
  if (body.length <= MAX_LENGTH) {
    return body;
  }
  const lines = body.slice(0, MAX_LENGTH).split('\n').slice(0, -1);
  return `${lines.join(
    '\n',
  )}\n\nThis list is cut; the files show all changes.\n`;
}
