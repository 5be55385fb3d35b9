import {
  autocompleteMultiselect,
  confirm,
  isCancel,
  multiline,
  select,
  text,
} from '@clack/prompts';
import { CommandError } from '../lib/errors';
import {
  checkBody,
  checkScope,
  checkSubject,
  COMMIT_TYPES,
  CommitParts,
} from './conventional';
import { showPath } from './repository';

/** Asks what to stage; all is answered with undefined. */
export async function askFiles(paths: string[]): Promise<string[] | undefined> {
  const what = answered(
    await select({
      message: 'Nothing is staged. What is to be committed?',
      options: [
        { value: 'all', label: `All ${paths.length} changed and new files` },
        { value: 'some', label: 'Some of them' },
      ],
    }),
  );
  if (what === 'all') {
    return undefined;
  }
  return answered(
    await autocompleteMultiselect({
      message: 'Which files?',
      placeholder: 'Type to search, Tab to choose',
      required: true,
      maxItems: 12,
      options: paths.map(path => ({ value: path, label: showPath(path) })),
    }),
  );
}

/** Asks for the parts of the message that are not given. */
export async function askMessage(
  given: Partial<CommitParts>,
  suggestedScope: string | undefined,
): Promise<CommitParts> {
  const type =
    given.type ??
    answered(
      await select({
        message: 'Type',
        maxItems: 12,
        options: Object.entries(COMMIT_TYPES).map(([value, hint]) => ({
          value,
          label: value,
          hint,
        })),
      }),
    );
  const scope =
    given.scope ??
    (given.subject === undefined
      ? answered(
          await text({
            message: 'Scope (empty for none)',
            initialValue: suggestedScope,
            validate: value => (value ? checkScope(value) : undefined),
          }),
        )
      : suggestedScope);
  const parts: CommitParts = {
    type,
    scope: scope || undefined,
    subject: '',
    breaking: given.breaking,
  };
  parts.subject =
    given.subject ??
    answered(
      await text({
        message: 'Subject: what the commit does',
        placeholder: 'add a table of the versions',
        validate: value => checkSubject({ ...parts, subject: value ?? '' }),
      }),
    );
  parts.body = given.body;
  // A person who gave the subject has said what they want to say.
  if (given.subject === undefined) {
    parts.body ??= answered(
      await multiline({
        message: 'Body: why (may be empty; Tab, then Enter to go on)',
        // Without the button a second Enter would end it, and there could be no paragraphs.
        showSubmit: true,
        validate: value => checkBody(value ?? ''),
      }),
    );
    parts.breaking ??= await askBreaking(parts);
  }
  return parts;
}

async function askBreaking(parts: CommitParts): Promise<string | undefined> {
  const breaks = answered(
    await confirm({
      message: 'Does it break anything for users?',
      initialValue: false,
    }),
  );
  if (!breaks) {
    return undefined;
  }
  return answered(
    await text({
      message: 'What breaks, and what must they do?',
      // With it the first line has one character more.
      validate: value =>
        value?.trim()
          ? checkSubject({ ...parts, breaking: value }) ?? checkBody(value)
          : 'Say it in a sentence: it goes into the changelog.',
    }),
  );
}

/** Asks for the last yes. */
export async function askConsent(): Promise<void> {
  if (!answered(await confirm({ message: 'Commit?', initialValue: true }))) {
    throw cancelled();
  }
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) {
    throw cancelled();
  }
  return answer as Exclude<T, symbol>;
}

function cancelled(): CommandError {
  return new CommandError('Nothing was changed.', 130);
}
