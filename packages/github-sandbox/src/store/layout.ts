import path from 'node:path';

/**
 * Where things lie in the data directory. Folder names are in lower case,
 * because GitHub's names are case-insensitive and some file systems are not.
 *
 * The metadata of a repository lies inside its bare repository, so that one
 * rename creates or removes both at once.
 */
export class Layout {
  readonly accounts: string;
  readonly repositories: string;
  readonly temporary: string;

  constructor(readonly dataDir: string) {
    this.accounts = path.join(dataDir, 'accounts.json');
    this.repositories = path.join(dataDir, 'repositories');
    this.temporary = path.join(dataDir, 'tmp');
  }

  gitDir(owner: string, name: string): string {
    return path.join(
      this.repositories,
      owner.toLowerCase(),
      `${name.toLowerCase()}.git`,
    );
  }

  static metadata(gitDir: string): string {
    return path.join(gitDir, 'sandbox.json');
  }
}
