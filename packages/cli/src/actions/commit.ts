import pc from 'picocolors';
import type { CommitFlags } from '../commands/commit';
import { askConsent, askFiles, askMessage } from '../git/askCommit';
import { checkStaged, StagedCheck } from '../git/checkStaged';
import {
  checkBody,
  checkScope,
  checkSubject,
  checkType,
  CommitParts,
  formatMessage,
  loadParser,
} from '../git/conventional';
import {
  openRepository,
  refuseConflicts,
  Repository,
  showPath,
} from '../git/repository';
import { git } from '../git/run';
import { describeSecrets, findSecrets } from '../git/secrets';
import { readStaged, readUnstaged, StagedFile } from '../git/staged';
import { StagingArea } from '../git/StagingArea';
import { readWorkspaces, suggestScope } from '../git/workspaces';
import { CommandError, UsageError } from '../lib/errors';
import { isInteractive } from '../lib/interactive';
import { findCheckout } from '../platform/checkout';
import { print } from './config/print';

/** The `commit` command. */
export async function commit(flags: CommitFlags): Promise<void> {
  const given = await readGiven(flags);
  const asks = isInteractive() && !flags.json && !flags.yes;
  if (!asks && !(given.type && given.subject)) {
    throw new UsageError(
      'Nobody can be asked here: give --type and --message, or --message "type: what it does".',
    );
  }
  if (!asks && !flags.yes && !flags.dryRun) {
    throw new UsageError(
      'Nobody can be asked here: add --yes to commit, or --dry-run to see what would be.',
    );
  }
  const repository = await openRepository(findCheckout().root);
  await refuseConflicts(repository);
  const area = await StagingArea.open(repository.root, {
    dryRun: flags.dryRun ?? false,
  });
  try {
    const files = await stage(repository, area, flags, asks);
    if (!flags.json) {
      process.stdout.write(`${formatFiles(files)}\n`);
    }
    const checks = await checkStaged(repository.root, files, area.options);
    if (!flags.json) {
      process.stdout.write(`${formatChecks(checks)}\n`);
    }
    const failed = checks.filter(({ status }) => status === 'failed');
    if (failed.length > 0) {
      if (flags.json) {
        print(
          flags,
          { committed: false, files: listFiles(files), checks },
          () => '',
        );
      }
      throw new CommandError(
        `Nothing was committed: ${failed
          .map(({ name }) => name)
          .join(', ')} failed.`,
      );
    }
    const parts = await complete(repository, given, files, asks);
    const message = formatMessage(parts);
    await refuseSecretMessage(message);
    if (!flags.json) {
      process.stdout.write(`\n${message.replace(/^/gm, '  ').trimEnd()}\n\n`);
    }
    if (asks && !flags.dryRun) {
      await askConsent();
    }
    const commitId = flags.dryRun
      ? undefined
      : await area.apply(() => makeCommit(repository.root, message));
    print(
      flags,
      {
        committed: commitId !== undefined,
        commit: commitId,
        branch: repository.branch,
        message,
        files: listFiles(files),
        checks,
      },
      () =>
        commitId === undefined
          ? 'Nothing was committed (--dry-run).'
          : `${pc.green('✔')} ${commitId.slice(0, 10)} on ${
              repository.branch ??
              'no branch: make one with git switch --create NAME'
            }`,
    );
  } finally {
    await area.close();
  }
}

/** @throws UsageError for what can be no part of a message */
async function readGiven(flags: CommitFlags): Promise<Partial<CommitParts>> {
  const header = flags.message?.trim();
  if (header?.includes('\n')) {
    throw new UsageError('The subject is one line; the rest goes into --body.');
  }
  // "feat(cli): add tag" says type and scope itself.
  const parsed =
    header !== undefined && flags.type === undefined
      ? (await loadParser())(header)
      : undefined;
  const isWhole = parsed?.type !== undefined && parsed.type !== 'revert';
  const bang = isWhole && parsed.breaking.length > 0 ? '' : undefined;
  const given: Partial<CommitParts> = {
    type: flags.type ?? (isWhole ? parsed.type : undefined),
    scope: flags.scope ?? (isWhole ? parsed.scope : undefined),
    subject: isWhole ? parsed.subject : header,
    body: flags.body,
    breaking: flags.breaking === true ? '' : flags.breaking ?? bang,
  };
  const { type, scope, subject, body, breaking } = given;
  const wrong =
    (type !== undefined ? checkType(type) : undefined) ??
    (scope ? checkScope(scope) : undefined) ??
    (subject !== undefined
      ? checkSubject({ type: type ?? 'fix', scope, subject, breaking })
      : undefined) ??
    (body ? checkBody(body) : undefined) ??
    (breaking ? checkBody(breaking) : undefined);
  if (wrong) {
    throw new UsageError(wrong);
  }
  return given;
}

/** Answers with the files that the commit changes. */
async function stage(
  { root }: Repository,
  area: StagingArea,
  flags: CommitFlags,
  asks: boolean,
): Promise<StagedFile[]> {
  if (flags.all) {
    await area.stageAll();
  }
  let files = await readStaged(root, area.options);
  if (files.length === 0) {
    const paths = await readUnstaged(root, area.options);
    if (paths.length === 0) {
      throw new CommandError('There is nothing to commit.');
    }
    if (!asks) {
      throw new CommandError(
        `Nothing is staged, and ${paths.length} files are changed or new. Stage what is meant with git add, or take all with --all.`,
      );
    }
    const chosen = await askFiles(paths);
    await (chosen ? area.stage(chosen) : area.stageAll());
    files = await readStaged(root, area.options);
  }
  return files;
}

async function complete(
  { root }: Repository,
  given: Partial<CommitParts>,
  files: StagedFile[],
  asks: boolean,
): Promise<CommitParts> {
  const suggested = suggestScope(
    files.map(({ path }) => path),
    await readWorkspaces(root),
  );
  const parts = asks
    ? await askMessage(given, suggested)
    : {
        ...given,
        type: given.type!,
        subject: given.subject!,
        scope: given.scope ?? suggested,
      };
  const wrong = checkSubject(parts);
  if (wrong) {
    throw new UsageError(wrong);
  }
  return parts;
}

async function refuseSecretMessage(message: string): Promise<void> {
  const findings = await findSecrets({
    path: 'message',
    lines: message
      .split('\n')
      .map((text, index) => ({ number: index + 1, text })),
  });
  if (findings.length > 0) {
    throw new CommandError(
      `Nothing was committed, the message holds credentials:\n${describeSecrets(
        findings,
      )}`,
    );
  }
}

async function makeCommit(root: string, message: string): Promise<string> {
  // On standard input nothing in it can be an option; lines that begin with # stay.
  await git(root, ['commit', '--quiet', '--cleanup=whitespace', '--file=-'], {
    input: message,
  });
  return await git(root, ['rev-parse', 'HEAD']);
}

const SHOWN_FILES = 50;

function formatFiles(files: StagedFile[]): string {
  const sum = (key: 'added' | 'deleted') =>
    files.reduce((total, file) => total + (file[key] ?? 0), 0);
  const rest = files.length - SHOWN_FILES;
  return [
    ...files
      .slice(0, SHOWN_FILES)
      .map(({ status, path, from, added, deleted }) => {
        const counts =
          added === undefined
            ? 'binary'
            : `${pc.green(`+${added}`)} ${pc.red(`-${deleted}`)}`;
        const name = from
          ? `${showPath(from)} → ${showPath(path)}`
          : showPath(path);
        return `  ${status} ${name}  ${counts}`;
      }),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    `${files.length} files  ${pc.green(`+${sum('added')}`)} ${pc.red(
      `-${sum('deleted')}`,
    )}`,
  ].join('\n');
}

function formatChecks(checks: StagedCheck[]): string {
  const marks = {
    passed: pc.green('✔'),
    failed: pc.red('✖'),
    'not applicable': pc.dim('-'),
  };
  return checks
    .map(({ name, status, detail }) =>
      status === 'not applicable'
        ? `${marks[status]} ${name}: not applicable (${detail})`
        : `${marks[status]} ${name}: ${detail}`,
    )
    .join('\n');
}

function listFiles(files: StagedFile[]) {
  return files.map(({ path, from, status, added, deleted }) => ({
    path,
    from,
    status,
    added,
    deleted,
  }));
}
