import type { JsonFlags } from '../../commands/config';
import { messageOf } from '../../lib/errors';
import { withVault } from './context';
import { print } from './print';

/** The `config verify` command: decrypts every version and proves that it is what was stored. */
export async function verify(flags: JsonFlags): Promise<void> {
  const result = await withVault({ createKey: false }, async ({ vault }) => {
    const problems: Array<{ path: string; version: number; problem: string }> =
      [];
    let verified = 0;
    for await (const stored of vault.store.each()) {
      try {
        vault.open(stored);
        verified++;
      } catch (error) {
        const { path, version } = stored;
        problems.push({ path, version, problem: messageOf(error) });
      }
    }
    return { verified, problems };
  });
  print(flags, result, () =>
    [
      ...result.problems.map(({ problem }) => problem),
      `${result.verified} versions are intact, ${result.problems.length} are not.`,
    ].join('\n'),
  );
  if (result.problems.length > 0) {
    process.exitCode = 1;
  }
}
