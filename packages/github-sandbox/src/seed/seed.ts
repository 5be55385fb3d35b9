import { SandboxContext } from '../context';
import { createOrganization, createUser } from '../operations/accounts';
import { createRepository } from '../operations/repositories';
import { UserAccount } from '../types';
import { SEED_REPOSITORIES } from './repositories';

/**
 * Gives a new data directory its first content. What is there already stays:
 * a start that was interrupted is completed by the next one.
 */
export async function seed(context: SandboxContext): Promise<void> {
  const { store } = context;
  if (store.isSeeded) {
    return;
  }
  // The first commits must not depend on the time of the first start.
  const quiet: SandboxContext = {
    ...context,
    clock: () => Date.parse('2026-01-05T08:00:00Z'),
  };
  const guest =
    store.getAccount('guest') ??
    (await createUser(quiet, { login: 'guest', name: 'Guest' }));
  if (!store.getAccount('acme')) {
    await createOrganization(quiet, {
      login: 'acme',
      name: 'Acme',
      description: 'An organization to try things with',
      members: ['guest'],
      teams: [{ slug: 'platform', name: 'Platform', members: ['guest'] }],
    });
  }
  for (const item of SEED_REPOSITORIES) {
    if (!store.getRepository(item.owner, item.name)) {
      await createRepository(
        quiet,
        guest as UserAccount,
        store.getAccount(item.owner)!,
        {
          name: item.name,
          description: item.description,
          topics: item.topics,
          date: Date.parse(item.date),
          message: item.message,
          files: Object.entries(item.files).map(([path, content]) => ({
            path,
            content: Buffer.from(content),
          })),
        },
      );
    }
  }
  await store.markSeeded();
}
