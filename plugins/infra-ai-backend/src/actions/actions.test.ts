import { mockCredentials } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectMcp } from '../__testUtils__/mcpClient';
import { ANA, startAgents, type Agents } from '../__testUtils__/startAgents';
import { createTestDatabases, POSTGRES } from '../__testUtils__/startBackend';

const databases = createTestDatabases();

describe('tools for AI agents', () => {
  let agents: Agents;
  let ana: Agents['ana'];
  let analyze: Agents['analyze'];
  let scaffolder: Agents['scaffolder'];
  let github: Agents['github'];
  let denied: Agents['denied'];
  let server: Agents['server'];
  let audit: Agents['audit'];

  beforeAll(async () => {
    agents = await startAgents(await databases.init(POSTGRES));
    ({ ana, analyze, scaffolder, github, denied, server, audit } = agents);
  });
  afterEach(() => agents?.reset());
  afterAll(() => agents?.stop());

  it('are listed with what they do to the world and schemas with words', async () => {
    const tools = await ana.listTools();
    expect(
      tools.map(({ name, annotations }) => [
        name,
        annotations?.readOnlyHint,
        annotations?.destructiveHint,
        annotations?.idempotentHint,
      ]),
    ).toEqual([
      ['infra-ai.analyze-text', false, false, true],
      ['infra-ai.analyze-repository', false, false, true],
      ['infra-ai.get-analysis', true, false, true],
      ['infra-ai.list-analyses', true, false, true],
      ['infra-ai.preview-files', true, false, true],
      ['infra-ai.publish', false, false, true],
    ]);
    const publish = tools.find(({ name }) => name === 'infra-ai.publish')!;
    expect(publish.inputSchema).toMatchObject({
      required: ['analysisId', 'owner'],
      additionalProperties: false,
      properties: { owner: { description: expect.stringMatching(/GitHub/) } },
    });
    // No tool takes a token: it would end up in the model's context.
    expect(JSON.stringify(tools.map(tool => tool.inputSchema))).not.toMatch(
      /"(token|secret|password)"/i,
    );
  });

  it('are those of the README and of the docs', async () => {
    const names = (await ana.listTools()).map(({ name }) => name);
    for (const file of ['../../README.md', '../../../../docs/agents.md']) {
      const text = readFileSync(resolve(__dirname, file), 'utf8');
      const missing = names.filter(name => !text.includes(`\`${name}\``));
      expect([file, missing]).toEqual([file, []]);
    }
  });

  it('say what publishing would do, against the GitHub that is configured', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'theirs',
      files: { 'README.md': '# Mine\n' },
    });
    const analysisId = await analyze('dry run this');
    const order = { analysisId, owner: 'acme', dryRun: true };
    const created = await ana.call('publish', { ...order, repo: 'free' });
    expect(created.output).toMatchObject({
      next: expect.stringMatching(/Nothing was written/),
      publication: {
        state: 'completed',
        dryRun: true,
        action: 'create',
        repositoryUrl: expect.stringMatching(/acme\/free$/),
      },
    });
    const updated = await ana.call('publish', { ...order, repo: 'theirs' });
    expect(updated.output).toMatchObject({
      publication: { action: 'update' },
      changes: {
        added: expect.arrayContaining(['system:default/shop']),
        files: expect.arrayContaining(['catalog-info.yaml (added)']),
      },
    });
    expect(updated.text).not.toContain('@@');
    expect(scaffolder.tasks).toHaveLength(0);
  });

  it('publish as the person, wait for the end, and can be repeated', async () => {
    const analysisId = await analyze('publish this');
    const order = { analysisId, owner: 'acme', repo: 'shop' };
    const started = await ana.call('publish', { ...order, waitSeconds: 0 });
    expect(started.output).toMatchObject({
      publication: { state: 'running' },
      next: expect.stringMatching(/get-analysis/),
    });
    const again = ana.call('publish', order);
    scaffolder.complete(0);
    expect((await again).output).toMatchObject({
      publication: {
        publicationId: started.output.publication.publicationId,
        state: 'completed',
        repositoryUrl: 'https://github.example.com/acme/shop',
      },
      entityRefs: expect.arrayContaining(['system:default/shop']),
    });
    expect(scaffolder.tasks).toHaveLength(1);
    expect(scaffolder.tasks[0].createdBy).toMatchObject({
      type: 'user',
      userEntityRef: 'user:default/ana',
    });
    expect(audit).toContainEqual({
      eventId: 'analysis-publish',
      result: 'success',
    });
  });

  it('report a publication that failed with the cause and the next step', async () => {
    const analysisId = await analyze('fail to publish this');
    const publishing = ana.call('publish', { analysisId, owner: 'acme' });
    while (scaffolder.tasks.length === 0) {
      await delay(20);
    }
    scaffolder.fail(0, { name: 'AuthenticationError', message: 'Bad token' });
    // Not as an AuthenticationError, which would speak of the agent's own token.
    expect(await publishing).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /^ServiceUnavailableError: Bad token.*publish again/,
      ),
    });
  });

  it.each([
    ['analyze-text', { description: '  ' }, /description is empty.*Name the/],
    ['analyze-text', { text: 'wrong name' }, /description/],
    ['analyze-text', { description: 'x', owner: 'a b' }, /entity reference/],
    ['analyze-text', { description: 'x', analyzer: 'no' }, /embedded/],
    ['get-analysis', { analysisId: 'nonsense' }, /NotFoundError/],
    ['get-analysis', { analysisId: 'x', limit: 5000 }, /limit/],
    ['list-analyses', { state: 'done' }, /queued/],
    ['publish', { analysisId: 'x' }, /owner/],
    ['publish', { analysisId: 'x', owner: 'a', token: 'ghp' }, /token/],
  ])('refuse %s %j with what to change', async (name, args, message) => {
    const { isError, text } = await ana.call(name, args);
    expect(isError).toBe(true);
    expect(text).toMatch(message);
  });

  it('are hidden from, and refused to, those who may not', async () => {
    const analysisId = await analyze('permitted before');
    denied.add('infra-ai.publish');
    denied.add('infra-ai.analysis.create');
    // Two permissions are asked for it; a tool can be hidden by one.
    denied.add('infra-ai.repository.read');
    const names = (await ana.listTools()).map(({ name }) => name);
    expect(names).toEqual([
      'infra-ai.get-analysis',
      'infra-ai.list-analyses',
      'infra-ai.preview-files',
    ]);
    const publish = { analysisId, owner: 'acme', dryRun: true };
    for (const [name, args] of [
      ['publish', publish],
      ['analyze-text', { description: 'x' }],
    ] as const) {
      expect(await ana.call(name, args)).toMatchObject({
        isError: true,
        text: expect.stringMatching(/not found/),
      });
    }
    denied.add('infra-ai.analysis.read');
    const { isError } = await ana.call('get-analysis', { analysisId });
    expect(isError).toBe(true);
    expect(await ana.call('list-analyses')).toMatchObject({
      isError: true,
      text: expect.stringMatching(/infra-ai.analysis.read.*administrator/),
    });
  });

  it('want to know the owner from a service, which is nobody', async () => {
    const service = await connectMcp(server, mockCredentials.service.header());
    const description = 'by a service';
    expect(await service.call('analyze-text', { description })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/send "owner"/),
    });
    const { output } = await service.call('analyze-text', {
      description,
      owner: 'group:default/agents',
    });
    expect(output.data.owner).toBe('group:default/agents');
    await service.client.close();
  });

  it('answer a request of the protocol by hand, as in the docs', async () => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(
      `http://127.0.0.1:${port}/api/mcp-actions/v1`,
      {
        method: 'POST',
        headers: {
          authorization: ANA,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}',
      },
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('"infra-ai.analyze-text"');
  });

  it('are refused to callers without credentials', async () => {
    await expect(
      connectMcp(server, mockCredentials.none.header()),
    ).rejects.toThrow(/401|Unauthorized|error/i);
  });
});
