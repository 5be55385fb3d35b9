import { SandboxContext, timestamp } from '../context';
import { isValidLogin } from '../names';
import { OrganizationAccount, Team, UserAccount } from '../types';

function assertNewLogin(context: SandboxContext, login: string): void {
  if (!isValidLogin(login)) {
    throw new Error(`'${login}' is not a login that GitHub would accept`);
  }
  if (context.store.getAccount(login)) {
    throw new Error(`The account '${login}' exists already`);
  }
}

export async function createUser(
  context: SandboxContext,
  input: { login: string; name?: string; email?: string; description?: string },
): Promise<UserAccount> {
  assertNewLogin(context, input.login);
  const now = timestamp(context);
  const user: UserAccount = {
    id: await context.store.allocateId(),
    type: 'User',
    email: `${input.login}@users.noreply.localhost`,
    ...input,
    createdAt: now,
    updatedAt: now,
  };
  await context.store.saveAccount(user);
  return user;
}

export async function createOrganization(
  context: SandboxContext,
  input: {
    login: string;
    name?: string;
    description?: string;
    /** Logins; default: nobody. */
    members?: string[];
    teams?: Array<{ slug: string; name: string; members?: string[] }>;
  },
): Promise<OrganizationAccount> {
  assertNewLogin(context, input.login);
  const now = timestamp(context);
  const id = await context.store.allocateId();
  const teams: Team[] = [];
  for (const team of input.teams ?? []) {
    teams.push({
      id: await context.store.allocateId(),
      slug: team.slug,
      name: team.name,
      members: team.members ?? [],
      createdAt: now,
    });
  }
  const org: OrganizationAccount = {
    id,
    type: 'Organization',
    login: input.login,
    name: input.name,
    description: input.description,
    members: input.members ?? [],
    teams,
    createdAt: now,
    updatedAt: now,
  };
  await context.store.saveAccount(org);
  return org;
}
