import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { Ran, runInfraAi } from './run';

/** A repository with a bare remote beside it, and a home of its own, in a temporary folder. */
export class Workbench {
  private constructor(readonly directory: string) {}

  static async create(): Promise<Workbench> {
    const bench = new Workbench(
      await mkdtemp(join(tmpdir(), 'infra-ai bench-')),
    );
    await writeFile(
      join(bench.directory, '.gitconfig'),
      '[user]\n  name = Test\n  email = test@example.com\n[init]\n  defaultBranch = main\n',
    );
    await Promise.all([mkdir(bench.root), mkdir(bench.remote)]);
    await bench.gitAt(bench.remote, 'init', '--quiet', '--bare');
    await bench.git('init', '--quiet');
    return bench;
  }

  /** The work tree. */
  get root(): string {
    return join(this.directory, 'work');
  }

  get remote(): string {
    return join(this.directory, 'remote.git');
  }

  get env(): Record<string, string> {
    return {
      INFRA_AI_ROOT: this.root,
      INFRA_AI_DATA_DIR: join(this.directory, 'data'),
      HOME: this.directory,
      XDG_CONFIG_HOME: this.directory,
      GIT_CONFIG_NOSYSTEM: '1',
    };
  }

  run(...args: string[]): Promise<Ran> {
    return runInfraAi(args, { env: this.env });
  }

  git(...args: string[]): Promise<string> {
    return this.gitAt(this.root, ...args);
  }

  async gitAt(cwd: string, ...args: string[]): Promise<string> {
    const { stdout } = await execa('git', args, { cwd, env: this.env });
    return stdout;
  }

  async write(path: string, content: string, mode = 0o644): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
  }

  /** Adds a commit with one file. */
  async commit(message: string, path = 'file.txt', content = message) {
    await this.write(path, `${content}\n`);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--no-verify', '--message', message);
  }

  /** Connects the remote and pushes what there is. */
  async publish(branch = 'main'): Promise<void> {
    await this.git('remote', 'add', 'origin', this.remote);
    await this.git('push', '--quiet', '--set-upstream', 'origin', branch);
  }

  /** Pushes a commit to the remote as somebody else would. */
  async pushAsOther(path: string, branch = 'main'): Promise<void> {
    const other = await mkdtemp(join(this.directory, 'other-'));
    await this.gitAt(
      other,
      'clone',
      '--quiet',
      '--branch',
      branch,
      this.remote,
      '.',
    );
    await writeFile(join(other, path), 'theirs\n');
    await this.gitAt(other, 'add', '--all');
    await this.gitAt(other, 'commit', '--quiet', '--message', 'feat: theirs');
    await this.gitAt(other, 'push', '--quiet', 'origin', branch);
  }

  hook(name: string, script: string): Promise<void> {
    return this.write(`.git/hooks/${name}`, `#!/bin/sh\n${script}\n`, 0o755);
  }

  /** All that must be the same after a command that changed nothing. */
  async state(): Promise<unknown> {
    return {
      refs: await this.git('for-each-ref'),
      head: await this.git('rev-parse', '--symbolic-full-name', 'HEAD').catch(
        () => '',
      ),
      index: await this.git('ls-files', '--stage', '-z'),
      status: await this.git(
        'status',
        '--porcelain',
        '-z',
        '--untracked-files=all',
      ),
      remote: await this.gitAt(this.remote, 'for-each-ref'),
    };
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

/** A credential that is none; put together here, so that no file holds it. */
export const SECRET = ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('');
