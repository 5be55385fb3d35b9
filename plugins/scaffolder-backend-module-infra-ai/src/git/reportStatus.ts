import { decodePktLines } from './pktLine';

/** What a server says of a push. */
export interface PushReport {
  /** Whether the objects arrived and the branch points at the commit. */
  accepted: boolean;
  /** The server's reason when it refused. */
  reason?: string;
  /** Lines that the server wants a person to read. */
  messages: string[];
}

const DATA = 1;
const PROGRESS = 2;

/**
 * Reads the answer of `git-receive-pack` to a push with `report-status` and `side-band-64k`.
 * https://git-scm.com/docs/pack-protocol#_report_status
 *
 * @throws Error when the answer is cut or has no report
 */
export function parsePushReport(answer: Buffer): PushReport {
  const data: Buffer[] = [];
  const messages: string[] = [];
  let fatal: string | undefined;
  for (const line of decodePktLines(answer)) {
    const text = line.subarray(1);
    if (line[0] === DATA) {
      data.push(text);
    } else if (line[0] === PROGRESS) {
      messages.push(...readable(text));
    } else {
      fatal = readable(text).join(' ');
    }
  }
  if (fatal) {
    return { accepted: false, reason: fatal, messages };
  }

  const report = decodePktLines(Buffer.concat(data)).map(line =>
    line.toString('utf8').trimEnd(),
  );
  const unpack = report.find(line => line.startsWith('unpack '));
  if (!unpack) {
    throw new Error('The answer does not say whether the push was accepted');
  }
  const refused = report.find(line => line.startsWith('ng '));
  if (unpack !== 'unpack ok' || refused) {
    return {
      accepted: false,
      reason: refused?.replace(/^ng \S+ /, '') ?? unpack.slice(7),
      messages,
    };
  }
  return { accepted: report.some(line => line.startsWith('ok ')), messages };
}

function readable(text: Buffer): string[] {
  return text
    .toString('utf8')
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(Boolean);
}
