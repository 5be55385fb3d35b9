import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../lib/errors';
import type { GithubApi } from '../platform/githubApi';
import { gitIn } from './git';
import type { ManagedRepository } from './settings';
import { readRepositoryState, RepositoryState } from './state';

/** What is done with a repository. */
export interface SyncOptions {
  /** Clone what is missing; without it that is an error. */
  clone: boolean;
  /** Commit all changes with this message. */
  commitMessage?: string;
  /** Push what is ahead. */
  push: boolean;
  dryRun: boolean;
  /** Called before a push; throws when it must not be. */
  beforePush?(repository: ManagedRepository): Promise<void>;
  /** GitHub's token, for addresses of its host. */
  github?: GithubApi;
}

/** What was done with one repository, and how it stands now. */
export interface SyncResult {
  name: string;
  path: string;
  /** In order: `cloned`, `fetched`, `fast-forwarded 3`, `committed`, `pushed`; in a dry run what would be. */
  done: string[];
  state?: RepositoryState;
  /** Why it could not be done; the others are not touched by it. */
  error?: string;
}

/** Brings one clone in step with its remote. Nothing of a person's is overwritten: only clean branches move, forward. */
export async function syncRepository(
  repository: ManagedRepository,
  options: SyncOptions,
): Promise<SyncResult> {
  const { name, path } = repository;
  const done: string[] = [];
  try {
    if (!existsSync(join(path, '.git'))) {
      if (!options.clone) {
        throw new Error('there is no clone; infra-ai sync makes it');
      }
      done.push('cloned');
      if (options.dryRun) {
        return { name, path, done };
      }
      await clone(repository, options);
    } else if (!options.dryRun) {
      await gitIn(path, options.github).fetch([
        '--prune',
        '--tags',
        '--quiet',
        'origin',
      ]);
      done.push('fetched');
    }
    const state = await bringForward(repository, options, done);
    return { name, path, done, state };
  } catch (error) {
    return { name, path, done, error: explain(error) };
  }
}

/** Cloned beside its place and moved there when it is whole, so that an interrupted clone is simply made again. */
async function clone(
  { url, path, branch }: ManagedRepository,
  { github }: SyncOptions,
): Promise<void> {
  if (existsSync(path) && (await readdir(path)).length > 0) {
    throw new Error(
      `${path} is there and is no clone; move it away, or give the repository another path`,
    );
  }
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  const partial = join(parent, `.${basename(path)}.${process.pid}.partial`);
  await rm(partial, { recursive: true, force: true });
  try {
    await gitIn(parent, github).clone(url, partial, [
      '--quiet',
      ...(branch ? ['--branch', branch] : []),
    ]);
    await rm(path, { recursive: true, force: true });
    await rename(partial, path);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function bringForward(
  repository: ManagedRepository,
  options: SyncOptions,
  done: string[],
): Promise<RepositoryState> {
  const git = gitIn(repository.path, options.github);
  const { dryRun, commitMessage, push, beforePush } = options;
  let state = await readRepositoryState(git, repository);
  const movable = !state.detached && !state.untracked;

  if (movable && state.dirty === 0 && state.behind > 0 && state.ahead === 0) {
    done.push(`fast-forwarded ${state.behind}`);
    if (!dryRun) {
      await git.merge(['--ff-only', '--quiet', '@{upstream}']);
      state = await readRepositoryState(git, repository);
    }
  }
  if (commitMessage !== undefined && state.dirty > 0 && !state.detached) {
    done.push(`committed ${state.dirty} files`);
    if (!dryRun) {
      await git.add(['--all']);
      await git.commit(commitMessage);
      state = await readRepositoryState(git, repository);
    }
  }
  const isAhead =
    state.ahead > 0 ||
    (dryRun && commitMessage !== undefined && state.dirty > 0);
  if (push && isAhead && movable && state.behind === 0) {
    if (!dryRun) {
      await beforePush?.(repository);
      await git.push('origin', state.branch!, ['--quiet']);
      state = await readRepositoryState(git, repository);
    }
    done.push('pushed');
  }
  return state;
}

/** Git's own words, without the progress and the command around them. */
function explain(error: unknown): string {
  const lines = messageOf(error)
    .split('\n')
    .map(line => line.replace(/^(?:fatal|error|remote): /, '').trim())
    .filter(line => line !== '' && !/^(?:Cloning into|From )/.test(line));
  return lines.slice(0, 2).join('; ') || 'git failed without a word';
}
