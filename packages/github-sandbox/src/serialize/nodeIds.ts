/** GitHub's global ids: a type prefix and an opaque part. */
export function nodeId(prefix: string, ...parts: Array<string | number>) {
  return `${prefix}_${Buffer.from(parts.join('\n')).toString('base64url')}`;
}

/** The parts of an id with the given prefix. */
export function parseNodeId(prefix: string, id: string): string[] | undefined {
  return id.startsWith(`${prefix}_`)
    ? Buffer.from(id.slice(prefix.length + 1), 'base64url')
        .toString('utf8')
        .split('\n')
    : undefined;
}

export const accountNodeId = (account: { type: string; id: number }) =>
  nodeId(account.type === 'User' ? 'U' : 'O', account.id);

export const repositoryNodeId = (record: { id: number }) =>
  nodeId('R', record.id);

export const objectNodeId = (
  type: 'commit' | 'blob' | 'tree' | 'tag',
  record: { id: number },
  oid: string,
) =>
  nodeId(
    { commit: 'C', blob: 'B', tree: 'T', tag: 'TA' }[type],
    record.id,
    oid,
  );

export const refNodeId = (record: { id: number }, ref: string) =>
  nodeId('REF', record.id, ref);
