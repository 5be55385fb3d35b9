import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { writeFiles } from './__testUtils__/fakeCheckout';
import { identifySources } from './identity';

describe('identifySources', () => {
  let root: string;
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      cwd: root,
    });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai identity-'));
    await writeFiles(root, {
      'package.json': '{"version": "1.2.0+build"}',
      'packages/app/package.json': '{"name": "app"}',
      'packages/backend/package.json': '{"name": "backend"}',
      'plugins/.keep': '',
      'deploy/Dockerfile': 'FROM a',
    });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is version and commit, and a hash of what no commit has', async () => {
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'one');
    const { stdout } = await git('rev-parse', 'HEAD');
    const commit = stdout.slice(0, 12);
    expect(await identifySources(root)).toEqual({
      version: '1.2.0+build',
      commit,
      dirty: false,
      tag: `1.2.0_build-${commit}`,
    });
    await writeFiles(root, { 'deploy/Dockerfile': 'FROM b' });
    const second = await identifySources(root);
    expect(second.tag).toMatch(
      new RegExp(`^1\\.2\\.0_build-${commit}-dirty-[0-9a-f]{12}$`),
    );
    await writeFiles(root, { 'deploy/Dockerfile': 'FROM c' });
    expect((await identifySources(root)).tag).not.toBe(second.tag);
  });

  it('does without git', async () => {
    expect(await identifySources(root)).toMatchObject({
      commit: undefined,
      tag: expect.stringMatching(/^1\.2\.0_build-[0-9a-f]{12}$/),
    });
  });
});
