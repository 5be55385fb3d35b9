import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Account, RepositoryRecord } from '../types';
import { readJson, writeJsonAtomically } from './files';
import { Layout } from './layout';
import { Mutex } from './Mutex';
import { loadRepositories } from './repair';

interface AccountsFile {
  nextId: number;
  /** Whether the first content is complete. */
  seeded?: boolean;
  accounts: Account[];
}

/** `owner/name` in lower case. */
function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

/**
 * Accounts and repositories. Everything is in memory for reading and on disk
 * before a write resolves.
 */
export class Store {
  private readonly repositories = new Map<string, RepositoryRecord>();
  private readonly accounts = new Map<string, Account>();
  private readonly mutex = new Mutex();
  private nextId = 1;
  private seeded = false;

  private constructor(private readonly layout: Layout) {}

  static async open(options: {
    dataDir: string;
    now: string;
    warn: (text: string) => void;
  }): Promise<Store> {
    await mkdir(options.dataDir, { recursive: true });
    const layout = new Layout(options.dataDir);
    const store = new Store(layout);
    const file = await readJson<AccountsFile>(layout.accounts);
    for (const account of file?.accounts ?? []) {
      store.accounts.set(account.login.toLowerCase(), account);
    }
    store.nextId = file?.nextId ?? 1;
    store.seeded = file?.seeded ?? false;
    const records = await loadRepositories(layout, {
      now: options.now,
      nextId: () => store.nextId++,
      warn: options.warn,
    });
    for (const record of records) {
      store.repositories.set(keyOf(record.owner, record.name), record);
      store.nextId = Math.max(store.nextId, highestId(record) + 1);
    }
    for (const owner of new Set(records.map(record => record.owner))) {
      if (!store.getAccount(owner)) {
        options.warn(`${owner} had no account: made an organization`);
        await store.saveAccount({
          id: store.nextId++,
          type: 'Organization',
          login: owner,
          members: [],
          teams: [],
          createdAt: options.now,
          updatedAt: options.now,
        });
      }
    }
    return store;
  }

  /** Whether the first content was made completely, by any earlier start. */
  get isSeeded(): boolean {
    return this.seeded;
  }

  async markSeeded(): Promise<void> {
    this.seeded = true;
    await this.writeAccounts();
  }

  /** A number that no object of this sandbox has had. */
  async allocateId(): Promise<number> {
    const id = this.nextId++;
    await this.writeAccounts();
    return id;
  }

  getAccount(login: string): Account | undefined {
    return this.accounts.get(login.toLowerCase());
  }

  listAccounts(): Account[] {
    return [...this.accounts.values()].sort((a, b) => a.id - b.id);
  }

  async saveAccount(account: Account): Promise<void> {
    this.accounts.set(account.login.toLowerCase(), account);
    await this.writeAccounts();
  }

  getRepository(owner: string, name: string): RepositoryRecord | undefined {
    return this.repositories.get(keyOf(owner, name));
  }

  /** Repositories of an owner, or all, in order of creation. */
  listRepositories(owner?: string): RepositoryRecord[] {
    return [...this.repositories.values()]
      .filter(
        record =>
          owner === undefined ||
          record.owner.toLowerCase() === owner.toLowerCase(),
      )
      .sort((a, b) => a.id - b.id);
  }

  gitDir(record: RepositoryRecord): string {
    return this.layout.gitDir(record.owner, record.name);
  }

  /** Runs a task that changes a repository while no other one does. */
  async exclusively<T>(
    record: RepositoryRecord,
    task: () => Promise<T>,
  ): Promise<T> {
    return this.mutex.run(`repository:${record.id}`, task);
  }

  /** Runs a task while no other one decides about names. */
  async reservingNames<T>(task: () => Promise<T>): Promise<T> {
    return this.mutex.run('names', task);
  }

  /**
   * Adds a repository: `prepare` fills a bare repository in a temporary
   * folder, which then appears in its place at once.
   */
  async addRepository(
    record: RepositoryRecord,
    prepare: (gitDir: string) => Promise<void>,
  ): Promise<void> {
    const temporary = path.join(this.layout.temporary, randomUUID());
    try {
      await prepare(temporary);
      await writeJsonAtomically(Layout.metadata(temporary), record);
      const target = this.gitDir(record);
      await mkdir(path.dirname(target), { recursive: true });
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
    this.repositories.set(keyOf(record.owner, record.name), record);
  }

  async saveRepository(record: RepositoryRecord): Promise<void> {
    await this.mutex.run(`metadata:${record.id}`, () =>
      writeJsonAtomically(Layout.metadata(this.gitDir(record)), record),
    );
  }

  async renameRepository(
    record: RepositoryRecord,
    newName: string,
  ): Promise<void> {
    const oldKey = keyOf(record.owner, record.name);
    const oldDir = this.gitDir(record);
    const newDir = this.layout.gitDir(record.owner, newName);
    // A crash after this line is repaired at the next start from the folder.
    if (oldDir !== newDir) {
      await rename(oldDir, newDir);
    }
    this.repositories.delete(oldKey);
    record.name = newName;
    this.repositories.set(keyOf(record.owner, newName), record);
    await this.saveRepository(record);
  }

  async removeRepository(record: RepositoryRecord): Promise<void> {
    const trash = path.join(this.layout.temporary, randomUUID());
    await rename(this.gitDir(record), trash);
    this.repositories.delete(keyOf(record.owner, record.name));
    await rm(trash, { recursive: true, force: true });
  }

  private async writeAccounts(): Promise<void> {
    await this.mutex.run('accounts', () =>
      writeJsonAtomically(this.layout.accounts, {
        nextId: this.nextId,
        seeded: this.seeded,
        accounts: this.listAccounts(),
      } satisfies AccountsFile),
    );
  }
}

function highestId(record: RepositoryRecord): number {
  return Math.max(
    record.id,
    ...record.pulls.map(pull => pull.id),
    ...record.hooks.map(hook => hook.id),
  );
}
