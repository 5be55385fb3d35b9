import { encodePktLine, FLUSH } from './pktLine';
import type { PackedCommit } from './pack';
import { parsePushReport, type PushReport } from './reportStatus';

const NO_OBJECT = '0'.repeat(40);

/** An HTTP answer to a push that is no success. */
export class PushHttpError extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: string,
  ) {
    super(body.trim().slice(0, 300) || `HTTP ${status}`);
    this.name = 'PushHttpError';
  }
}

/**
 * Creates a branch that points at the commit, in one request. The smart HTTP protocol is stateless and a new branch
 * needs no knowledge of the others, so the usual first request (`info/refs`) is left out: a server refuses the push by
 * itself when the branch exists.
 *
 * @param options - `remoteUrl` ends in `.git`
 * @throws PushHttpError, or what `fetch` throws; then nobody knows whether the push arrived
 */
export async function pushNewBranch(options: {
  remoteUrl: string;
  token: string;
  branch: string;
  commit: Pick<PackedCommit, 'sha' | 'packfile'>;
  fetch: typeof fetch;
  signal?: AbortSignal;
}): Promise<PushReport> {
  const { remoteUrl, token, branch, commit } = options;
  const command = encodePktLine(
    `${NO_OBJECT} ${commit.sha} refs/heads/${branch}\0 report-status side-band-64k object-format=sha1 agent=infra-ai`,
  );
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
  const response = await options.fetch(`${remoteUrl}/git-receive-pack`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${credentials}`,
      'Content-Type': 'application/x-git-receive-pack-request',
      Accept: 'application/x-git-receive-pack-result',
      'User-Agent': 'git/infra-ai',
    },
    body: Buffer.concat([command, FLUSH, commit.packfile]),
    // A redirect would carry the token to an address that nobody configured.
    redirect: 'error',
    signal: options.signal,
  });
  if (!response.ok) {
    throw new PushHttpError(
      response.status,
      response.headers,
      await response.text(),
    );
  }
  return parsePushReport(Buffer.from(await response.arrayBuffer()));
}
