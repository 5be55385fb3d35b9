import type {
  EntityChange,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { quote } from './material';
import type { Zod } from './types';

const MAX_ENTRIES = 50;
const MAX_FIELDS = 10;
const MAX_NOTES = 20;

/** One publication, in short. */
export function publicationSchema(z: Zod) {
  return z.object({
    publicationId: z.string(),
    state: z
      .enum(['queued', 'running', 'completed', 'failed'])
      .describe('queued and running: not over yet.'),
    dryRun: z.boolean().describe('True: nothing was or will be written.'),
    owner: z.string(),
    repo: z.string(),
    action: z
      .enum(['create', 'update', 'none'])
      .optional()
      .describe(
        'create: a new repository; update: a pull request to one that is there; none: all is there already. Known at the end.',
      ),
    repositoryUrl: z.string().optional(),
    pullRequest: z
      .object({
        number: z.number(),
        url: z.string(),
        state: z.enum(['open', 'merged', 'closed']),
      })
      .optional()
      .describe('To be reviewed and merged by a person.'),
    entityCount: z
      .number()
      .describe(
        'Entities that come into the catalog; of a dry run, that would.',
      ),
    problem: z.string().optional().describe('Why it failed, and what to do.'),
  });
}

/** What an update changes, in short. */
export function changesSchema(z: Zod) {
  const entries = (what: string) => z.array(z.string()).describe(what);
  return z.object({
    added: entries('References of entities that come.'),
    changed: entries('References of entities that change, with the fields.'),
    removed: entries('References of entities that are taken out.'),
    missing: entries(
      'References of entities that were published earlier, are no longer found, and stay.',
    ),
    unchangedCount: z.number(),
    files: entries('Paths of the files that change.'),
    notes: entries('What a person should know before the change.'),
    leftOut: z
      .number()
      .describe(
        'Entries of these lists that were left out to keep this short.',
      ),
  });
}

export function toPublicationView(publication: Publication) {
  const { error, pullRequest } = publication;
  return {
    publicationId: publication.id,
    state: publication.state,
    dryRun: publication.dryRun,
    owner: publication.owner,
    repo: publication.repo,
    action: publication.action,
    repositoryUrl: publication.repositoryUrl,
    pullRequest: pullRequest && {
      number: pullRequest.number,
      url: pullRequest.url,
      state: pullRequest.state,
    },
    entityCount: publication.entityRefs.length,
    problem:
      error &&
      quote([error.message, error.hint].filter(Boolean).join(' '), 1000),
  };
}

export function toChangesView(changes: NonNullable<Publication['changes']>) {
  let leftOut = 0;
  const short = (entries: string[], max = MAX_ENTRIES) => {
    leftOut += Math.max(0, entries.length - max);
    return entries.slice(0, max);
  };
  const of = (kind: EntityChange['kind']) =>
    changes.entities.filter(entity => entity.kind === kind);
  const refs = (kind: EntityChange['kind']) =>
    short(of(kind).map(({ entityRef }) => quote(entityRef, 200)));
  const view = {
    added: refs('added'),
    changed: short(
      of('changed').map(({ entityRef, fields }) => {
        const shown = fields.slice(0, MAX_FIELDS).join(', ');
        const more = fields.length > MAX_FIELDS ? ', …' : '';
        return quote(`${entityRef}: ${shown}${more}`, 500);
      }),
    ),
    removed: refs('removed'),
    missing: refs('missing'),
    unchangedCount: of('unchanged').length,
    files: short(
      changes.files.map(({ path, kind }) => quote(`${path} (${kind})`, 300)),
    ),
    notes: short(
      changes.notes.map(note => quote(note, 300)),
      MAX_NOTES,
    ),
  };
  return { ...view, leftOut };
}
