import { CommandError } from '../lib/errors';
import { AddedLines, PATCH_OPTIONS } from './addedLines';
import { gitLines } from './run';
import {
  describeSecrets,
  findSecrets,
  findSecretsInPatch,
  SecretFinding,
} from './secrets';

/**
 * Refuses credentials in what a push would bring to a remote: in the patch and the message of each commit that is on no
 * branch of it, not in the end result alone, as the remote keeps all of them.
 *
 * @param root - the clone, fetched just before
 * @throws CommandError that names commits, files and lines
 */
export async function checkOutgoing(
  root: string,
  remote = 'origin',
): Promise<void> {
  const range = ['HEAD', '--not', `--remotes=${remote}`, '--'];
  const findings = [
    ...(await findSecretsInPatch(
      gitLines(root, [
        '-c',
        'core.quotePath=false',
        '-c',
        'log.showRoot=true',
        'log',
        '--no-show-signature',
        '--format=commit %H',
        ...PATCH_OPTIONS,
        ...range,
      ]),
    )),
    ...(await findSecretsInMessages(root, range)),
  ];
  if (findings.length > 0) {
    throw new CommandError(
      `Not pushed, the commits hold credentials:\n${describeSecrets(
        findings,
      )}\nTake them out of the commits (git rebase --interactive), not only out of the files, and replace the credentials: they may have been seen.`,
    );
  }
}

async function findSecretsInMessages(
  root: string,
  range: string[],
): Promise<SecretFinding[]> {
  const findings: SecretFinding[] = [];
  let message: AddedLines | undefined;
  const check = async () => {
    if (message) {
      findings.push(...(await findSecrets(message)));
    }
  };
  // Each line of a message is indented, so none can pass for the line that begins a commit.
  for await (const line of gitLines(root, [
    'log',
    '--no-show-signature',
    '--no-color',
    '--format=commit %H%n%w(0,4,4)%B',
    ...range,
  ])) {
    if (line.startsWith('commit ')) {
      await check();
      const commit = line.slice('commit '.length);
      message = { path: 'message', commit, lines: [] };
    } else if (message) {
      const number = message.lines.length + 1;
      message.lines.push({ number, text: line.trimStart() });
    }
  }
  await check();
  return findings;
}
