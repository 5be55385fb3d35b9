import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

describe('pages', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    await sandbox.createRepository({
      owner: 'acme',
      name: 'pages',
      description: '<script>alert(1)</script>',
      visibility: 'private',
      files: {
        'README.md':
          '# Pages\n\n<img src=x onerror=alert(1)>\n\n[bad](javascript:alert(1)) [doc](./docs/a.md) ![pic](pic.png)\n',
        'docs/a.md': 'A page',
        'docs/<b>.txt': '<script>alert(2)</script>\n',
        'data.bin': Buffer.from([0, 1, 2, 3]),
        'evil.html': '<script>alert(3)</script>',
      },
    });
  });
  afterAll(cleanUp);

  const page = (path: string) => sandbox.request('GET', path);

  it('lists owners and their repositories', async () => {
    const { text, status } = await page('/');
    expect(status).toBe(200);
    expect(text).toContain('href="/acme/payments"');
    expect(text).toContain('href="/guest/dotfiles"');
    expect(text).toContain('Local GitHub sandbox');
    expect((await page('/guest')).text).toContain('dotfiles');
  });

  it('shows a repository with its README and renders no foreign markup', async () => {
    const { text, headers } = await page('/acme/pages');
    expect(text).toContain('<h1>Pages</h1>');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('href="javascript:');
    expect(text).not.toContain('<script');
    expect(text).toContain('href="/acme/pages/blob/main/docs/a.md"');
    expect(text).toContain('src="/acme/pages/raw/main/pic.png"');
    expect(headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
  });

  it('shows folders and files, escaped', async () => {
    expect((await page('/acme/pages/tree/main/docs')).text).toContain(
      '&lt;b&gt;.txt',
    );
    const file = await page('/acme/pages/blob/main/docs/%3Cb%3E.txt');
    expect(file.text).toContain('&lt;script&gt;alert(2)');
    expect((await page('/acme/pages/blob/main/data.bin')).text).toContain(
      'A binary file.',
    );
    const folder = await page('/acme/pages/blob/main/docs');
    expect(folder.status).toBe(302);
    expect(folder.headers.get('location')).toBe('/acme/pages/tree/main/docs');
  });

  it('sends raw files so that a browser does not run them', async () => {
    for (const path of [
      '/acme/pages/raw/main/evil.html',
      '/acme/payments/raw/HEAD/README.md',
    ]) {
      const raw = await page(path);
      expect(raw.status).toBe(200);
      expect(raw.headers.get('content-type')).toMatch('text/plain');
      expect(raw.headers.get('x-content-type-options')).toBe('nosniff');
      expect(raw.headers.get('content-security-policy')).toMatch('sandbox');
    }
    // The address that stands for raw.githubusercontent.com knows no guest.
    const anonymous = await page('/raw/acme/pages/main/evil.html');
    expect(anonymous.status).toBe(404);
  });

  it('shows commits', async () => {
    const { body } = await sandbox.api(
      'GET',
      '/repos/acme/pages/git/ref/heads/main',
    );
    const { text } = await page(`/acme/pages/commit/${body.object.sha}`);
    expect(text).toContain('Initial commit');
    expect(text).toContain('+&lt;script&gt;alert(2)');
    const short = await page(
      `/acme/pages/commit/${body.object.sha.slice(0, 8)}`,
    );
    expect(short.headers.get('location')).toMatch(body.object.sha);
    expect((await page('/acme/pages/commits/main')).text).toContain(
      'Initial commit',
    );
  });

  it('merges a pull request with its button, but not for another origin', async () => {
    const { body: head } = await sandbox.api(
      'GET',
      '/repos/acme/pages/git/ref/heads/main',
    );
    await sandbox.api('POST', '/repos/acme/pages/git/refs', {
      ref: 'refs/heads/topic/x',
      sha: head.object.sha,
    });
    await sandbox.api('PUT', '/repos/acme/pages/contents/new.txt', {
      message: 'New',
      content: 'YQ==',
      branch: 'topic/x',
    });
    const { body: pull } = await sandbox.api(
      'POST',
      '/repos/acme/pages/pulls',
      {
        title: 'New file',
        head: 'topic/x',
        base: 'main',
        body: '**Why**',
      },
    );
    const open = await page('/acme/pages/pull/1');
    expect(open.text).toContain('Merge pull request');
    expect(open.text).toContain('<strong>Why</strong>');

    const merge = (origin: string) =>
      sandbox.request('POST', '/acme/pages/pull/1/merge', {
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: `sha=${pull.head.sha}`,
      });
    expect((await merge('http://evil.example.com')).status).toBe(403);
    expect((await merge('null')).status).toBe(403);
    expect((await merge(sandbox.url)).status).toBe(303);
    expect((await page('/acme/pages/pull/1')).text).toContain('Merged');
    expect((await page('/acme/pages/pulls')).text).toContain('New file');
    expect((await page('/acme/pages/blob/main/new.txt')).status).toBe(200);
    expect((await page('/acme/pages/tree/topic/x/docs')).status).toBe(200);
  });

  it('edits a file as one commit, and refuses to overwrite a newer one', async () => {
    const address = '/acme/pages/edit/main/docs/a.md';
    const form = await page(address);
    expect(form.text).toContain('A page</textarea');
    const sha = form.text.match(/name="sha" value="(\w+)"/)![1];
    const save = (content: string, origin = sandbox.url) =>
      sandbox.request('POST', address, {
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          sha,
          content,
          message: 'Say more',
        }).toString(),
      });

    expect((await save('x', 'http://evil.example.com')).status).toBe(403);
    const saved = await save('Line 1\r\nLine 2\r\n');
    expect(saved.status).toBe(303);
    expect((await page('/acme/pages/raw/main/docs/a.md')).text).toBe(
      'Line 1\nLine 2\n',
    );
    expect((await page('/acme/pages/commits/main')).text).toContain('Say more');
    const late = await save('mine');
    expect(late.status).toBe(409);
    expect(late.text).toContain('has changed since');
    expect((await page('/acme/pages/edit/main/data.bin')).status).toBe(404);
  });

  it('has a page for an empty repository and for what is not there', async () => {
    await sandbox.createRepository({ owner: 'acme', name: 'blank' });
    const blank = await page('/acme/blank');
    expect(blank.text).toContain('This repository is empty');
    for (const path of [
      '/nobody',
      '/acme/none',
      '/acme/pages/blob/main/none',
    ]) {
      const missing = await page(path);
      expect(missing.status).toBe(404);
      expect(missing.text).toContain('All repositories');
    }
    expect((await page('/assets/avatars/acme.svg')).text).toMatch(/^<svg/);
  });
});
