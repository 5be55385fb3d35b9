import { z } from 'zod';

const schema = z.array(
  z.object({
    revision: z.number(),
    updated: z.string().optional(),
    status: z.string(),
    description: z.string().optional(),
  }),
);

/** A revision of the Helm release. */
export type Revision = z.infer<typeof schema>[number];

/** Reads what `helm history --output json` prints. */
export function parseHistory(output: string): Revision[] {
  return schema
    .parse(JSON.parse(output))
    .sort((a, b) => a.revision - b.revision);
}

export function currentRevision(history: Revision[]): Revision | undefined {
  return history.findLast(({ status }) => status === 'deployed');
}

/** The revision whose content this one has: going back makes a new revision of an old content. */
export function originOf(history: Revision[], revision: Revision): number {
  const [, number] =
    /^Rollback to (\d+)/.exec(revision.description ?? '') ?? [];
  // Only ever an earlier one, so that this ends whatever Helm says.
  const older = history.find(
    other =>
      other.revision === Number(number) && other.revision < revision.revision,
  );
  return older ? originOf(history, older) : revision.revision;
}

/** The last revision that worked before the current one's content; those that failed never count. */
export function previousRevision(history: Revision[]): Revision | undefined {
  const current = currentRevision(history);
  return (
    current &&
    history.findLast(
      revision =>
        revision.revision < originOf(history, current) &&
        revision.status === 'superseded',
    )
  );
}

/** What the revision runs: its image, which we give Helm as the description. */
export function imageOf(history: Revision[], revision: Revision): string {
  const origin = originOf(history, revision);
  return (
    history.find(other => other.revision === origin)?.description ??
    revision.description ??
    ''
  );
}
