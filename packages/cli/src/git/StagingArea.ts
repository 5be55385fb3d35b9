import {
  open,
  mkdtemp,
  rename,
  rm,
  readFile,
  writeFile,
  mkdir,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandError, codeOf } from '../lib/errors';
import { git, GitOptions } from './run';

/**
 * A copy of the index, to see and check what would be committed before it is staged: leaving at any moment, even by
 * `kill -9`, leaves the index as it was.
 */
export class StagingArea {
  #staged = false;

  private constructor(
    private readonly root: string,
    private readonly directory: string,
    /** The real index. */
    private readonly index: string,
    private readonly original: Buffer | undefined,
    /** For git to see the copy. */
    readonly options: GitOptions,
  ) {}

  /** @param dryRun - new contents go to a place of their own, too */
  static async open(
    root: string,
    { dryRun }: { dryRun: boolean },
  ): Promise<StagingArea> {
    const [index, objects] = (
      await git(root, [
        'rev-parse',
        '--git-path',
        'index',
        '--git-path',
        'objects',
      ])
    )
      .split('\n')
      .map(path => resolve(root, path));
    const directory = await mkdtemp(join(tmpdir(), 'infra-ai-index-'));
    const original = await readIfExists(index);
    const copy = join(directory, 'index');
    if (original) {
      await writeFile(copy, original);
    }
    const ownObjects = join(directory, 'objects');
    if (dryRun) {
      await mkdir(ownObjects);
    }
    return new StagingArea(root, directory, index, original, {
      env: {
        GIT_INDEX_FILE: copy,
        ...(dryRun
          ? {
              GIT_OBJECT_DIRECTORY: ownObjects,
              // A quoted path may hold the separator.
              GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects),
            }
          : {}),
      },
    });
  }

  /** Stages all changes, new files too. */
  async stageAll(): Promise<void> {
    this.#staged = true;
    await git(this.root, ['add', '--all'], this.options);
  }

  /** Stages the changes of these files. */
  async stage(paths: string[]): Promise<void> {
    this.#staged = true;
    await git(
      this.root,
      ['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'],
      {
        input: paths.join('\0'),
        // A name with `*` or `:` in it is a name.
        env: { ...this.options.env, GIT_LITERAL_PATHSPECS: '1' },
      },
    );
  }

  /**
   * Makes the copy the index and runs `work`; when that fails, the index is what it was.
   *
   * @throws CommandError when the index was changed since the copy was made
   */
  async apply<T>(work: () => Promise<T>): Promise<T> {
    const now = await readIfExists(this.index);
    if (!same(now, this.original) && (await this.#differs(now))) {
      throw new CommandError(
        'The index was changed meanwhile, so what was checked is not what would be committed. Run the command again.',
      );
    }
    if (!this.#staged) {
      return await work();
    }
    await this.#write(await readFile(this.options.env!.GIT_INDEX_FILE));
    try {
      return await work();
    } catch (error) {
      await this.#write(this.original);
      throw error;
    }
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Editors refresh the times in an index without changing what is staged. */
  async #differs(now: Buffer | undefined): Promise<boolean> {
    const list = async (index: Buffer | undefined) => {
      const path = join(this.directory, 'compared');
      await rm(path, { force: true });
      if (index) {
        await writeFile(path, index);
      }
      return await git(this.root, ['ls-files', '--stage', '-z'], {
        env: { GIT_INDEX_FILE: path },
      });
    };
    return (await list(now)) !== (await list(this.original));
  }

  /** Replaces the index under git's own lock. */
  async #write(content: Buffer | undefined): Promise<void> {
    const lock = `${this.index}.lock`;
    try {
      const file = await open(lock, 'wx');
      try {
        await file.writeFile(content ?? '');
      } finally {
        await file.close();
      }
    } catch (error) {
      throw codeOf(error) === 'EEXIST'
        ? new CommandError(
            `Another git works in this repository (${lock} is there). Wait for it, and run the command again.`,
          )
        : error;
    }
    if (content) {
      await rename(lock, this.index);
    } else {
      await rm(this.index, { force: true });
      await rm(lock);
    }
  }
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === other || (one && other ? one.equals(other) : false);
}

async function readIfExists(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
