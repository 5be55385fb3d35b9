import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { CommandError, messageOf } from '../../lib/errors';

/** A user of the system. */
export interface Account {
  uid: number;
  gid: number;
}

const NAME = 'postgres';

/**
 * The account that PostgreSQL, which refuses to run as root, runs as: undefined (ourselves) unless we are root,
 * then the owner of the existing data, then the system's `postgres`, which is made when there is none.
 */
export async function choosePostgresAccount(
  cluster: string,
): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const owner = await stat(`${cluster}/PG_VERSION`).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid };
  }
  const existing = await lookUp();
  if (existing) {
    return existing;
  }
  try {
    await execa('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      NAME,
    ]);
  } catch (error) {
    throw new CommandError(
      `PostgreSQL refuses to run as root, and making an account '${NAME}' for it failed (${
        messageOf(error).split('\n')[0]
      }). Make one yourself, or run as another user.`,
    );
  }
  const made = await lookUp();
  if (!made) {
    throw new CommandError(
      `PostgreSQL refuses to run as root, and the account '${NAME}' that was made for it is not found. Run as another user.`,
    );
  }
  return made;
}

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(option => execa('id', [option, NAME], { reject: false })),
  );
  return uid.exitCode === 0 && gid.exitCode === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
}

/** Whether the account may enter a directory, which takes the right to enter each one above it. */
export async function canEnter(
  account: Account,
  directory: string,
): Promise<boolean> {
  for (let path = await realpath(directory); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    let shift = 0;
    if (uid === account.uid) {
      shift = 6;
    } else if (gid === account.gid) {
      shift = 3;
    }
    if (!((mode >> shift) & 1)) {
      return false;
    }
    if (path === dirname(path)) {
      return true;
    }
  }
}
