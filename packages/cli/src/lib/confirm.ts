import { confirm as ask, isCancel } from '@clack/prompts';
import { CommandError, UsageError } from './errors';
import { isInteractive } from './interactive';

/**
 * Asks before something is changed; returns when the answer is yes.
 *
 * @throws UsageError where nobody can be asked and `yes` is not set; CommandError when the answer is no
 */
export async function confirm(
  question: string,
  { yes }: { yes?: boolean },
): Promise<void> {
  if (yes) {
    return;
  }
  if (!isInteractive()) {
    throw new UsageError(
      `${question} Nobody can be asked here: add --yes to go on, or --dry-run to see what would be done.`,
    );
  }
  const answer = await ask({ message: question, initialValue: false });
  if (isCancel(answer) || !answer) {
    throw new CommandError('Nothing was changed.', 130);
  }
}
