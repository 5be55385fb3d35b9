import { Octokit } from '@octokit/rest';
import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

describe('@octokit/rest', () => {
  let sandbox: TestSandbox;
  let octokit: Octokit;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    octokit = new Octokit({ baseUrl: sandbox.apiBaseUrl, auth: 'any-token' });
  });
  afterAll(cleanUp);

  it('creates a repository, commits, and merges a pull request', async () => {
    const repository = { owner: 'acme', repo: 'octo' };
    await octokit.rest.repos.createInOrg({
      org: 'acme',
      name: 'octo',
      auto_init: true,
    });
    const { data: base } = await octokit.rest.git.getRef({
      ...repository,
      ref: 'heads/main',
    });
    await octokit.rest.git.createRef({
      ...repository,
      ref: 'refs/heads/topic/one',
      sha: base.object.sha,
    });
    await octokit.rest.repos.createOrUpdateFileContents({
      ...repository,
      path: 'docs/ñandú.md',
      message: 'Write about birds',
      content: Buffer.from('# Ñandú\n').toString('base64'),
      branch: 'topic/one',
    });
    const { data: pull } = await octokit.rest.pulls.create({
      ...repository,
      title: 'Birds',
      head: 'topic/one',
      base: 'main',
    });
    expect(pull).toMatchObject({
      number: 1,
      mergeable: true,
      changed_files: 1,
      commits: 1,
    });
    const { data: files } = await octokit.rest.pulls.listFiles({
      ...repository,
      pull_number: 1,
    });
    expect(files).toMatchObject([
      { filename: 'docs/ñandú.md', status: 'added', additions: 1 },
    ]);
    expect(files[0].patch).toContain('+# Ñandú');

    await octokit.rest.pulls.merge({
      ...repository,
      pull_number: 1,
      merge_method: 'squash',
    });
    const { data: commits } = await octokit.rest.repos.listCommits(repository);
    expect(commits.map(item => item.commit.message)).toEqual([
      'Write about birds (#1)',
      'Initial commit',
    ]);
    const { data: content } = await octokit.rest.repos.getContent({
      ...repository,
      path: 'docs/ñandú.md',
      mediaType: { format: 'raw' },
    });
    expect(content).toBe('# Ñandú\n');
  });

  it('does not merge what conflicts', async () => {
    const repository = { owner: 'acme', repo: 'conflict' };
    await sandbox.createRepository({
      owner: 'acme',
      name: 'conflict',
      files: { 'a.txt': 'one\n' },
    });
    const { data: base } = await octokit.rest.git.getRef({
      ...repository,
      ref: 'heads/main',
    });
    await octokit.rest.git.createRef({
      ...repository,
      ref: 'refs/heads/other',
      sha: base.object.sha,
    });
    const { data: file } = await octokit.rest.repos.getContent({
      ...repository,
      path: 'a.txt',
    });
    for (const branch of ['main', 'other']) {
      await octokit.rest.repos.createOrUpdateFileContents({
        ...repository,
        path: 'a.txt',
        message: branch,
        content: Buffer.from(`${branch}\n`).toString('base64'),
        sha: (file as { sha: string }).sha,
        branch,
      });
    }
    const { data: pull } = await octokit.rest.pulls.create({
      ...repository,
      title: 'Conflict',
      head: 'other',
      base: 'main',
    });
    expect(pull).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    await expect(
      octokit.rest.pulls.merge({ ...repository, pull_number: 1 }),
    ).rejects.toMatchObject({ status: 405 });
  });

  it('pages through lists', async () => {
    await sandbox.createOrganization({ login: 'many' });
    for (let i = 0; i < 5; i++) {
      await sandbox.createRepository({ owner: 'many', name: `repo-${i}` });
    }
    const all = await octokit.paginate(octokit.rest.repos.listForOrg, {
      org: 'many',
      per_page: 2,
    });
    expect(all).toHaveLength(5);
  });
});
