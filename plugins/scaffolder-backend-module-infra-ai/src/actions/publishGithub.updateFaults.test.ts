import {
  shopAnalysis,
  shopModel,
  workspaceOf,
} from '../__testUtils__/analyses';
import { KILLED, killAt } from '../__testUtils__/killAt';
import { runPublish } from '../__testUtils__/publishAction';
import { TestGithub } from '../__testUtils__/TestGithub';

jest.setTimeout(120_000);

const BRANCH = 'infra-ai/update-shop';
const HAND_WRITTEN = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders
spec:
  type: service
  lifecycle: production
  owner: group:default/shop
`;

describe('infra-ai:publish:github, faults of an update', () => {
  let github: TestGithub;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  async function update(
    repo: string,
    options: Parameters<typeof runPublish>[1] = {},
  ) {
    return runPublish(github, {
      files: workspaceOf(shopAnalysis(), repo),
      input: { owner: 'acme', repo, analysisId: 'analysis-1' },
      ...options,
    });
  }

  async function handWritten(repo: string) {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: repo,
      files: { 'catalog-info.yaml': HAND_WRITTEN },
    });
  }

  /** One branch, one open pull request, one commit: that of the run. */
  async function expectOne(repo: string, commit: string) {
    expect(await github.branches(repo)).toEqual([BRANCH, 'main']);
    const pulls = await github.pulls(repo);
    expect(pulls).toEqual([
      expect.objectContaining({
        state: 'open',
        head: expect.objectContaining({ ref: BRANCH, sha: commit }),
      }),
    ]);
    const { body } = await github.get(`/repos/acme/${repo}/pulls/1`);
    expect(body.commits).toBe(1);
  }

  /** Does something before the nth request of a run. */
  function beforeRequest(nth: number, act: () => unknown): typeof fetch {
    let count = 0;
    return async (...args) => {
      count += 1;
      if (count === nth) {
        await act();
      }
      return fetch(...args);
    };
  }

  it.each([1, 2, 3])(
    'makes nothing twice when the answer to request %i is lost',
    async nth => {
      const repo = `lost-${nth}`;
      await handWritten(repo);

      const { output, log } = await update(repo, {
        fetch: beforeRequest(nth, () =>
          github.sandbox.faults.add({
            match: { path: 'graphql' },
            dropAfterEffect: true,
          }),
        ),
      });

      expect(log.join('\n')).toMatch(/could not be reached.*Trying again/);
      await expectOne(repo, output.commit);
      expect(output).toMatchObject({ action: 'update', pullRequestNumber: 1 });
    },
  );

  describe('a crash', () => {
    it.each([
      [1, 'before'],
      [1, 'after'],
      [2, 'before'],
      [2, 'after'],
      [3, 'before'],
      [3, 'after'],
    ] as const)(
      'at request %i, %s its effect, is continued by the next run',
      async (nth, when) => {
        const repo = `killed-${nth}-${when}`;
        await handWritten(repo);
        await expect(
          update(repo, { fetch: killAt(nth, when) }),
        ).rejects.toThrow('killed');

        const { output } = await update(repo);

        await expectOne(repo, output.commit);
      },
    );

    it.each(['createRef', 'createCommitOnBranch'])(
      'of GitHub after %s is continued by the next run',
      async last => {
        const repo = `half-${last}`;
        await handWritten(repo);
        const halfWay: typeof fetch = async (url, init) => {
          const body = JSON.parse(String(init?.body));
          if (!body.query.startsWith('mutation')) {
            return fetch(url, init);
          }
          await fetch(url, {
            ...init,
            body: JSON.stringify(until(last, body)),
          });
          throw KILLED;
        };
        await expect(update(repo, { fetch: halfWay })).rejects.toThrow(
          'killed',
        );
        expect(await github.branches(repo)).toEqual([BRANCH, 'main']);
        expect(await github.pulls(repo)).toEqual([]);

        const { output } = await update(repo);

        await expectOne(repo, output.commit);
      },
    );

    /** The document cut after one of its parts. */
    function until(last: string, body: { query: string; variables: any }) {
      const names = Object.keys(body.variables);
      const cut = names.slice(names.indexOf(last) + 1);
      let { query } = body;
      for (const name of cut) {
        query = query
          .replace(new RegExp(`, \\$${name}: \\w+!`), '')
          .replace(new RegExp(`^ *${name}\\(.*\n`, 'm'), '');
      }
      const variables = Object.fromEntries(
        Object.entries(body.variables).filter(([name]) => !cut.includes(name)),
      );
      return { query, variables };
    }
  });

  it('plans again when the branch of the pull request moved meanwhile', async () => {
    await handWritten('moved');
    await update('moved');
    const [api, db] = shopAnalysis().model!.elements;
    const changed = shopAnalysis({
      model: shopModel(() => [api, { ...db, type: 'storage' }]),
    });

    const { output, log } = await update('moved', {
      files: workspaceOf(changed, 'moved'),
      fetch: beforeRequest(3, () =>
        github.edit('moved', 'notes.txt', 'written meanwhile\n', BRANCH),
      ),
    });

    expect(log.join('\n')).toMatch(/The branch \S+ of acme\/moved moved/);
    const [pull, ...others] = await github.pulls('moved');
    expect(others).toEqual([]);
    expect(pull.head.sha).toBe(output.commit);
    expect(await github.read('moved', 'notes.txt', BRANCH)).toBe(
      'written meanwhile\n',
    );
    expect(await github.read('moved', 'catalog-info.yaml', BRANCH)).toContain(
      'type: storage',
    );
  });

  it('leaves room for a commit to the default branch meanwhile', async () => {
    await handWritten('advanced');

    const { output } = await update('advanced', {
      fetch: beforeRequest(3, () =>
        github.edit('advanced', 'README.md', '# Written meanwhile\n'),
      ),
    });

    await expectOne('advanced', output.commit);
    const { status } = await github.api(
      'PUT',
      '/repos/acme/advanced/pulls/1/merge',
      {},
    );
    expect(status).toBe(200);
    expect(await github.read('advanced', 'README.md')).toBe(
      '# Written meanwhile\n',
    );
    expect(await github.read('advanced', 'catalog-info.yaml')).toContain(
      'kind: System',
    );
  });

  it('lets two runs at once open one pull request', async () => {
    await handWritten('race');

    const [a, b] = await Promise.all([
      update('race', { taskId: 'a' }),
      update('race', { taskId: 'b' }),
    ]);

    expect(a.output.pullRequestUrl).toBe(b.output.pullRequestUrl);
    await expectOne('race', a.output.commit);
  });

  it('waits as long as GitHub says', async () => {
    await handWritten('limited');

    const { output } = await update('limited', {
      fetch: beforeRequest(3, () =>
        github.sandbox.faults.add({
          match: { path: 'graphql' },
          status: 403,
          headers: { 'retry-after': '42' },
          body: { message: 'You have exceeded a secondary rate limit.' },
        }),
      ),
    });

    expect(github.waits).toEqual([43_000]);
    await expectOne('limited', output.commit);
  });

  it.each(['creation', 'update'])(
    'says which rule forbids it (%s), and leaves no branch',
    async type => {
      const repo = `ruled-${type}`;
      await handWritten(repo);
      await github.api('POST', `/repos/acme/${repo}/rulesets`, {
        name: 'no bots',
        enforcement: 'active',
        conditions: {
          ref_name: { include: ['refs/heads/infra-ai/**'], exclude: [] },
        },
        rules: [{ type }],
      });

      await expect(update(repo)).rejects.toThrow(
        /rules of acme\/ruled-\w+ do not let the token write the branch infra-ai\/update-shop.*Cannot \w+ ref.*leave the branches infra-ai\/\*\* out of the rule: http\S+\/settings\/rules/,
      );
      expect(await github.branches(repo)).toEqual(['main']);
    },
  );

  it('says which permission a token lacks', async () => {
    await handWritten('scope');
    const refused: typeof fetch = async (url, init) =>
      String(init?.body).includes('mutation')
        ? Response.json({
            data: { createRef: null },
            errors: [
              {
                type: 'FORBIDDEN',
                path: ['createRef'],
                message: 'Resource not accessible by personal access token',
              },
            ],
          })
        : fetch(url, init);

    await expect(update('scope', { fetch: refused })).rejects.toThrow(
      /may not change acme\/scope.*"Contents" and "Pull requests", read and write/,
    );
  });
});
