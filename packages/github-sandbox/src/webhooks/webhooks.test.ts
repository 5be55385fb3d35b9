import { createHmac } from 'node:crypto';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';
import { signPayload } from './WebhookSender';

jest.setTimeout(60_000);

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  payload: any;
}

describe('webhooks', () => {
  const received: Received[] = [];
  let receiver: Server;
  let sandbox: TestSandbox;

  beforeAll(async () => {
    receiver = createServer(async (req, res) => {
      let text = '';
      for await (const chunk of req) {
        text += chunk;
      }
      received.push({ headers: req.headers, text, payload: JSON.parse(text) });
      res.writeHead(202).end();
    });
    await new Promise<void>(resolve => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const { port } = receiver.address() as AddressInfo;
    sandbox = await startTestSandbox({
      webhooks: [{ url: `http://127.0.0.1:${port}/hook`, secret: 'shh' }],
    });
  });
  afterAll(async () => {
    await cleanUp();
    receiver.close();
  });
  beforeEach(() => {
    received.length = 0;
  });

  const events = async (name: string) => {
    await sandbox.webhooksSettled();
    return received.filter(item => item.headers['x-github-event'] === name);
  };

  const put = (path: string, content: string, sha?: string, branch?: string) =>
    sandbox.api('PUT', `/repos/acme/events/contents/${path}`, {
      message: `Write ${path}`,
      content: Buffer.from(content).toString('base64'),
      sha,
      branch,
    });

  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  it("signs as GitHub's documentation does", () => {
    expect(signPayload("It's a Secret to Everybody", 'Hello, World!')).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it('sends signed events of creation and first push', async () => {
    await sandbox.api('POST', '/orgs/acme/repos', { name: 'events' });
    const [created] = await events('repository');
    expect(created.payload).toMatchObject({
      action: 'created',
      repository: { full_name: 'acme/events' },
      organization: { login: 'acme' },
      sender: { login: 'guest' },
    });

    const { body } = await put('catalog-info.yaml', 'a: 1\n');
    const [push] = await events('push');
    expect(push.headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'shh').update(push.text).digest('hex')}`,
    );
    expect(push.headers['x-github-delivery']).toMatch(/^[\da-f-]{36}$/);
    expect(push.payload).toMatchObject({
      ref: 'refs/heads/main',
      before: '0'.repeat(40),
      after: body.commit.sha,
      created: true,
      deleted: false,
      forced: false,
      commits: [
        {
          id: body.commit.sha,
          added: ['catalog-info.yaml'],
          modified: [],
          removed: [],
        },
      ],
      head_commit: { id: body.commit.sha, added: ['catalog-info.yaml'] },
      repository: {
        name: 'events',
        html_url: `${sandbox.url}/acme/events`,
        default_branch: 'main',
        topics: [],
        archived: false,
        fork: false,
        visibility: 'public',
        owner: { login: 'acme' },
      },
      organization: { login: 'acme' },
      pusher: { name: 'guest' },
    });
    expect(sandbox.deliveries().at(-1)).toMatchObject({
      event: 'push',
      status: 202,
    });
  });

  it('tells what a push modified and removed', async () => {
    const file = await sandbox.api(
      'GET',
      '/repos/acme/events/contents/catalog-info.yaml',
    );
    await put('catalog-info.yaml', 'a: 2\n', file.body.sha);
    const changed = await sandbox.api(
      'GET',
      '/repos/acme/events/contents/catalog-info.yaml',
    );
    await sandbox.api(
      'DELETE',
      '/repos/acme/events/contents/catalog-info.yaml',
      { message: 'Remove', sha: changed.body.sha },
    );
    const commits = (await events('push')).flatMap(
      item => item.payload.commits,
    );
    expect(commits).toMatchObject([
      { modified: ['catalog-info.yaml'], added: [], removed: [] },
      { removed: ['catalog-info.yaml'], added: [], modified: [] },
    ]);
  });

  it('tells of pull requests and their merge', async () => {
    const head = await sandbox.api(
      'GET',
      '/repos/acme/events/git/ref/heads/main',
    );
    await sandbox.api('POST', '/repos/acme/events/git/refs', {
      ref: 'refs/heads/change',
      sha: head.body.object.sha,
    });
    await put('b.txt', 'b', undefined, 'change');
    await sandbox.api('POST', '/repos/acme/events/pulls', {
      title: 'Add b',
      head: 'change',
      base: 'main',
    });
    await sandbox.api('PUT', '/repos/acme/events/pulls/1/merge', {});
    const pulls = (await events('pull_request')).map(item => [
      item.payload.action,
      item.payload.pull_request.merged,
      item.payload.repository.name,
    ]);
    expect(pulls).toEqual([
      ['opened', false, 'events'],
      ['closed', true, 'events'],
    ]);
    const last = (await events('push')).at(-1)!.payload;
    expect(last.ref).toBe('refs/heads/main');
    expect(last.commits.map((item: any) => item.message)).toEqual([
      'Write b.txt',
      'Merge pull request #1 from acme/change\n\nAdd b',
    ]);
  });

  it('tells of renaming, archiving and deletion', async () => {
    await sandbox.api('PATCH', '/repos/acme/events', { name: 'renamed' });
    await sandbox.api('PATCH', '/repos/acme/renamed', { archived: true });
    await sandbox.api('DELETE', '/repos/acme/renamed');
    const seen = (await events('repository')).map(item => item.payload);
    expect(seen.map(item => item.action)).toEqual([
      'renamed',
      'archived',
      'deleted',
    ]);
    expect(seen[0].changes.repository.name.from).toBe('events');
  });

  it('records a failed delivery and does not try again', async () => {
    const gone = await startTestSandbox();
    await gone.close();
    const lonely = await startTestSandbox({
      webhooks: [
        { url: `http://127.0.0.1:${gone.port}/`, events: ['repository'] },
      ],
    });
    await lonely.api('POST', '/user/repos', { name: 'a', auto_init: true });
    await lonely.webhooksSettled();
    expect(lonely.deliveries()).toMatchObject([
      { event: 'repository', error: expect.stringContaining('ECONNREFUSED') },
    ]);
  });
});
