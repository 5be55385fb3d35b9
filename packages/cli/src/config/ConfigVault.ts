import { hostname, userInfo } from 'node:os';
import { CommandError } from '../lib/errors';
import { ConfigKey, fingerprintOf, seal, sha256, unseal } from './cipher';
import type { ConfigStore, StoredVersion, VersionInfo } from './ConfigStore';
import type { ConfigFile } from './files';

/** A version with its content. */
export interface OpenedVersion extends VersionInfo, ConfigFile {
  /** In hexadecimal, of the content. */
  sha256: string;
}

/** The store with a key: what goes in is encrypted, what comes out is proved to be what went in. */
export class ConfigVault {
  constructor(readonly store: ConfigStore, private readonly key: ConfigKey) {}

  /**
   * Adds a version unless the newest one is the same.
   *
   * @throws CommandError when the newest was encrypted with another key: two keys would leave nobody able to read all
   */
  async add(
    file: ConfigFile,
    label?: string,
  ): Promise<{ version: number; isNew: boolean }> {
    return this.store.exclusively(() => this.addInside(file, label));
  }

  /** As {@link ConfigVault.add}, in a transaction that is open. */
  async addInside(
    { path, content, mode }: ConfigFile,
    label?: string,
  ): Promise<{ version: number; isNew: boolean }> {
    const [latest] = await this.store.list(path);
    if (latest) {
      this.#assertOurs(latest);
      if (latest.mode === mode && this.isSame(latest, content)) {
        return { version: latest.version, isNew: false };
      }
    }
    const version = (latest?.version ?? 0) + 1;
    const row = {
      path,
      version,
      mode,
      author: userInfo().username,
      host: hostname(),
      ...(label ? { label } : {}),
      createdAt: new Date(),
    };
    await this.store.insert({
      ...row,
      keyId: this.key.id,
      fingerprint: fingerprintOf(this.key, content),
      sealed: seal(this.key, content, row),
      size: content.length,
    });
    return { version, isNew: true };
  }

  /** Whether a version has this content, without decrypting it. */
  isSame(version: VersionInfo, content: Uint8Array): boolean {
    return (
      version.keyId === this.key.id &&
      version.fingerprint.equals(fingerprintOf(this.key, content))
    );
  }

  /** @throws CommandError when there is no such version, the key is another, or it was tampered with */
  async read(
    path: string,
    which: { version?: number; at?: Date } = {},
  ): Promise<OpenedVersion> {
    const stored = await this.store.get(path, which);
    if (!stored) {
      throw new CommandError(
        `The database has no ${describe(
          which,
        )} of ${path}. See what it has with: config list`,
      );
    }
    return this.open(stored);
  }

  /** @throws CommandError when the key is another, or it was tampered with */
  open(stored: StoredVersion): OpenedVersion {
    this.#assertOurs(stored);
    const content = unseal(this.key, stored.sealed, stored);
    const intact =
      content &&
      content.length === stored.size &&
      fingerprintOf(this.key, content).equals(stored.fingerprint);
    if (!intact) {
      throw new CommandError(
        `Version ${stored.version} of ${stored.path} was changed in the database after it was written, so it is not used. Take another version, or an archive of backup.`,
      );
    }
    const { sealed: _, ...info } = stored;
    return { ...info, content, sha256: sha256(content).toString('hex') };
  }

  #assertOurs({ path, version, keyId }: VersionInfo): void {
    if (keyId !== this.key.id) {
      throw new CommandError(
        `Version ${version} of ${path} was encrypted with the key ${keyId}, and the key at hand is ${this.key.id}. Set INFRA_AI_CONFIG_KEY to that key, or bring its key file back.`,
      );
    }
  }
}

function describe({ version, at }: { version?: number; at?: Date }): string {
  if (version !== undefined) {
    return `version ${version}`;
  }
  return at ? `version from before ${at.toISOString()}` : 'version';
}
