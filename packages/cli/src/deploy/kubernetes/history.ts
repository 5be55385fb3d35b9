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
export function originOf(revision: Revision): number {
  const [, origin] =
    /^Rollback to (\d+)/.exec(revision.description ?? '') ?? [];
  return origin === undefined ? revision.revision : Number(origin);
}

/** The last revision that worked before the current one's content; those that failed never count. */
export function previousRevision(history: Revision[]): Revision | undefined {
  const current = currentRevision(history);
  return (
    current &&
    history.findLast(
      revision =>
        revision.revision < originOf(current) &&
        revision.status === 'superseded' &&
        originOf(revision) !== originOf(current),
    )
  );
}

/** What the revision runs: its image, which we give Helm as the description. */
export function imageOf(history: Revision[], revision: Revision): string {
  const origin = originOf(revision);
  return (
    history.find(other => other.revision === origin)?.description ??
    revision.description ??
    ''
  );
}
