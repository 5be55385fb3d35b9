import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRefs } from './refs';
import { gitEnvironment } from './run';

describe('listRefs', () => {
  let gitDir: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', gitDir, ...args], {
      env: {
        ...gitEnvironment(),
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    }).toString();
  const asGitSees = (prefix: string) =>
    git('for-each-ref', '--format=%(refname) %(objectname)', prefix)
      .split('\n')
      .filter(Boolean)
      .map(line => line.split(' '));

  beforeEach(async () => {
    gitDir = await mkdtemp(join(tmpdir(), 'refs-'));
    git('init', '--quiet', '--bare');
  });
  afterEach(() => rm(gitDir, { recursive: true, force: true }));

  it('finds none in a new repository', async () => {
    expect([...(await listRefs(gitDir))]).toEqual([]);
  });

  it('sees loose, packed, annotated and deleted refs as git does', async () => {
    const tree = git('mktree').trim();
    const commit = (message: string) =>
      git('commit-tree', tree, '-m', message).trim();
    git('update-ref', 'refs/heads/main', commit('one'));
    git('update-ref', 'refs/heads/a/b-c', commit('two'));
    git('update-ref', 'refs/heads/gone', commit('three'));
    git('tag', '-a', 'v1', '-m', 'v1', 'refs/heads/main');
    git('pack-refs', '--all');
    git('update-ref', 'refs/heads/main', commit('four'));
    git('update-ref', 'refs/pull/1/head', commit('five'));
    git('update-ref', '-d', 'refs/heads/gone');

    for (const prefix of ['refs/', 'refs/heads/', 'refs/tags/']) {
      expect([...(await listRefs(gitDir, prefix))]).toEqual(asGitSees(prefix));
    }
    expect((await listRefs(gitDir)).size).toBe(4);
  });
});
