import { openApiProblems } from '../__testUtils__/openapi';
import {
  Answer,
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';
import { SandboxContext } from '../context';
import { Urls } from '../urls';
import { createRestRouter } from '.';

/** Everything that the router serves, as `METHOD path`. */
function servedRoutes(): string[] {
  const context = { urls: new Urls('http://localhost') } as SandboxContext;
  const routers = (createRestRouter(context) as any).stack
    .map((layer: any) => layer.handle.stack)
    .filter(Boolean)
    .flat();
  return routers.flatMap((layer: any) =>
    [layer.route.path]
      .flat()
      .flatMap((path: string | RegExp) =>
        Object.keys(layer.route.methods).map(
          method => `${method.toUpperCase()} ${path}`,
        ),
      ),
  );
}

const REPO = '/repos/{owner}/{repo}';
const SERVED = '/repos/:owner/:repo';
const PROTECTION =
  'PUT /^\\/repos\\/([^/]+)\\/([^/]+)\\/branches\\/(.+)\\/protection$/';

interface Row {
  /** The route as the router has it. */
  route: string;
  /** The operation of GitHub's description; the route's own when absent. */
  operation?: string;
  path: string;
  body?: unknown;
  status?: number;
  schema?: string;
}

describe('answers against the OpenAPI description of GitHub', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(cleanUp);

  it('every route answers with every field that GitHub requires', async () => {
    const covered = new Set<string>();
    const problems: string[] = [];

    const check = async (row: Row): Promise<Answer> => {
      covered.add(row.route);
      const [method] = row.route.split(' ');
      const answer = await sandbox.api(method, row.path, row.body);
      const operation = (row.operation ?? row.route).replace(/:(\w+)/g, '{$1}');
      const expected = row.status ?? 200;
      if (answer.status !== expected) {
        problems.push(`${row.route}: ${answer.status} ${answer.text}`);
        return answer;
      }
      problems.push(
        ...openApiProblems(operation, expected, answer.body, row.schema).map(
          problem => `${operation}: ${problem}`,
        ),
      );
      return answer;
    };

    // Accounts
    await check({ route: 'GET /versions', path: '/versions' });
    await check({ route: 'GET /rate_limit', path: '/rate_limit' });
    await check({ route: 'GET /user', path: '/user', schema: 'private-user' });
    await check({ route: 'GET /user/orgs', path: '/user/orgs' });
    await check({
      route: 'GET /user/memberships/orgs',
      path: '/user/memberships/orgs',
    });
    await check({
      route: 'GET /users/:username',
      path: '/users/acme',
      schema: 'public-user',
    });
    await check({
      route: 'GET /users/:username/orgs',
      path: '/users/guest/orgs',
    });
    await check({ route: 'GET /orgs/:org', path: '/orgs/acme' });
    await check({
      route: 'GET /orgs/:org/members',
      path: '/orgs/acme/members',
    });
    await check({
      route: 'GET /orgs/:org/memberships/:username',
      path: '/orgs/acme/memberships/guest',
    });
    await check({ route: 'GET /orgs/:org/teams', path: '/orgs/acme/teams' });
    await check({
      route: 'GET /orgs/:org/teams/:slug',
      operation: 'GET /orgs/{org}/teams/{team_slug}',
      path: '/orgs/acme/teams/platform',
    });

    // Repositories
    await check({
      route: 'POST /orgs/:org/repos',
      path: '/orgs/acme/repos',
      body: { name: 'shop', description: 'A shop', auto_init: true },
      status: 201,
    });
    await check({
      route: 'POST /user/repos',
      path: '/user/repos',
      body: { name: 'notes', private: true },
      status: 201,
    });
    await check({ route: 'GET /user/repos', path: '/user/repos' });
    await check({
      route: 'GET /orgs/:owner/repos',
      operation: 'GET /orgs/{org}/repos',
      path: '/orgs/acme/repos',
    });
    await check({
      route: 'GET /users/:owner/repos',
      operation: 'GET /users/{username}/repos',
      path: '/users/guest/repos',
    });
    await check({ route: `GET ${SERVED}`, path: '/repos/acme/shop' });
    await check({
      route: `PATCH ${SERVED}`,
      path: '/repos/acme/shop',
      body: { homepage: 'https://shop.example.com' },
    });
    await check({
      route: `PUT ${SERVED}/topics`,
      path: '/repos/acme/shop/topics',
      body: { names: ['shop'] },
    });
    await check({
      route: `GET ${SERVED}/topics`,
      path: '/repos/acme/shop/topics',
    });
    await check({
      route: 'PUT /orgs/:org/teams/:slug/repos/:owner/:repo',
      operation: 'PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
      path: '/orgs/acme/teams/platform/repos/acme/shop',
      body: { permission: 'admin' },
      status: 204,
    });

    // Contents
    const written = await check({
      route: `PUT ${SERVED}/contents/*`,
      operation: `PUT ${REPO}/contents/{path}`,
      path: '/repos/acme/shop/contents/docs/a.md',
      body: { message: 'Add a page', content: 'YQo=' },
      status: 201,
    });
    await check({
      route: `GET ${SERVED}/contents/*`,
      operation: `GET ${REPO}/contents/{path}`,
      path: '/repos/acme/shop/contents/docs/a.md',
      schema: 'content-file',
    });
    await check({
      route: `GET ${SERVED}/contents`,
      operation: `GET ${REPO}/contents/{path}`,
      path: '/repos/acme/shop/contents',
      schema: 'content-directory',
    });
    await check({
      route: `GET ${SERVED}/readme`,
      path: '/repos/acme/shop/readme',
    });

    // Git data
    const head = (
      await check({
        route: `GET ${SERVED}/git/ref/*`,
        operation: `GET ${REPO}/git/ref/{ref}`,
        path: '/repos/acme/shop/git/ref/heads/main',
      })
    ).body.object.sha;
    await check({
      route: `GET ${SERVED}/git/refs/*`,
      operation: `GET ${REPO}/git/ref/{ref}`,
      path: '/repos/acme/shop/git/refs/heads/main',
    });
    for (const [route, path] of [
      [`GET ${SERVED}/git/matching-refs/*`, 'matching-refs/heads'],
      [`GET ${SERVED}/git/refs`, 'refs'],
    ]) {
      await check({
        route,
        operation: `GET ${REPO}/git/matching-refs/{ref}`,
        path: `/repos/acme/shop/git/${path}`,
      });
    }
    const blob = await check({
      route: `POST ${SERVED}/git/blobs`,
      path: '/repos/acme/shop/git/blobs',
      body: { content: 'new\n', encoding: 'utf-8' },
      status: 201,
    });
    await check({
      route: `GET ${SERVED}/git/blobs/:sha`,
      operation: `GET ${REPO}/git/blobs/{file_sha}`,
      path: `/repos/acme/shop/git/blobs/${blob.body.sha}`,
    });
    const commit = await check({
      route: `GET ${SERVED}/git/commits/:sha`,
      operation: `GET ${REPO}/git/commits/{commit_sha}`,
      path: `/repos/acme/shop/git/commits/${head}`,
    });
    await check({
      route: `GET ${SERVED}/git/trees/*`,
      operation: `GET ${REPO}/git/trees/{tree_sha}`,
      path: `/repos/acme/shop/git/trees/${head}?recursive=true`,
    });
    const tree = await check({
      route: `POST ${SERVED}/git/trees`,
      path: '/repos/acme/shop/git/trees',
      body: {
        base_tree: commit.body.tree.sha,
        tree: [
          { path: 'b.txt', mode: '100644', type: 'blob', sha: blob.body.sha },
        ],
      },
      status: 201,
    });
    const made = await check({
      route: `POST ${SERVED}/git/commits`,
      path: '/repos/acme/shop/git/commits',
      body: { message: 'Add b', tree: tree.body.sha, parents: [head] },
      status: 201,
    });
    await check({
      route: `POST ${SERVED}/git/refs`,
      path: '/repos/acme/shop/git/refs',
      body: { ref: 'refs/heads/feature', sha: head },
      status: 201,
    });
    await check({
      route: `PATCH ${SERVED}/git/refs/*`,
      operation: `PATCH ${REPO}/git/refs/{ref}`,
      path: '/repos/acme/shop/git/refs/heads/feature',
      body: { sha: made.body.sha },
    });

    // Branches and commits
    await check({
      route: `GET ${SERVED}/branches`,
      path: '/repos/acme/shop/branches',
    });
    await check({
      route: PROTECTION,
      operation: `PUT ${REPO}/branches/{branch}/protection`,
      path: '/repos/acme/shop/branches/main/protection',
      body: { required_status_checks: null, enforce_admins: null },
    });
    await check({
      route: `GET ${SERVED}/branches/*`,
      operation: `GET ${REPO}/branches/{branch}`,
      path: '/repos/acme/shop/branches/main',
    });
    await check({
      route: `GET ${SERVED}/commits`,
      path: '/repos/acme/shop/commits',
    });
    await check({
      route: `GET ${SERVED}/commits/*`,
      operation: `GET ${REPO}/commits/{ref}`,
      path: '/repos/acme/shop/commits/main',
    });
    await check({
      route: `GET ${SERVED}/commits/*`,
      operation: `GET ${REPO}/commits/{ref}/status`,
      path: '/repos/acme/shop/commits/main/status',
    });
    await check({
      route: `GET ${SERVED}/commits/*`,
      operation: `GET ${REPO}/commits/{ref}/check-runs`,
      path: '/repos/acme/shop/commits/main/check-runs',
    });
    await check({
      route: `GET ${SERVED}/compare/*`,
      operation: `GET ${REPO}/compare/{basehead}`,
      path: '/repos/acme/shop/compare/main...feature',
    });

    // Pull requests
    await check({
      route: `POST ${SERVED}/pulls`,
      path: '/repos/acme/shop/pulls',
      body: { title: 'Add b', head: 'feature', base: 'main' },
      status: 201,
    });
    await check({
      route: `GET ${SERVED}/pulls`,
      path: '/repos/acme/shop/pulls',
    });
    const number = (path: string) => `${REPO}/pulls/{pull_number}${path}`;
    await check({
      route: `GET ${SERVED}/pulls/:number`,
      operation: `GET ${number('')}`,
      path: '/repos/acme/shop/pulls/1',
    });
    await check({
      route: `PATCH ${SERVED}/pulls/:number`,
      operation: `PATCH ${number('')}`,
      path: '/repos/acme/shop/pulls/1',
      body: { body: 'As discussed' },
    });
    await check({
      route: `GET ${SERVED}/pulls/:number/files`,
      operation: `GET ${number('/files')}`,
      path: '/repos/acme/shop/pulls/1/files',
    });
    await check({
      route: `GET ${SERVED}/pulls/:number/commits`,
      operation: `GET ${number('/commits')}`,
      path: '/repos/acme/shop/pulls/1/commits',
    });
    await check({
      route: `PUT ${SERVED}/pulls/:number/merge`,
      operation: `PUT ${number('/merge')}`,
      path: '/repos/acme/shop/pulls/1/merge',
      body: {},
    });
    await check({
      route: `GET ${SERVED}/pulls/:number/merge`,
      operation: `GET ${number('/merge')}`,
      path: '/repos/acme/shop/pulls/1/merge',
      status: 204,
    });

    // Access and webhooks
    await sandbox.createUser({ login: 'ann' });
    const collaborator = `${SERVED}/collaborators/:username`;
    await check({
      route: `PUT ${collaborator}`,
      path: '/repos/acme/shop/collaborators/ann',
      body: { permission: 'push' },
      status: 204,
    });
    await check({
      route: `GET ${collaborator}`,
      path: '/repos/acme/shop/collaborators/ann',
      status: 204,
    });
    await check({
      route: `GET ${collaborator}/permission`,
      path: '/repos/acme/shop/collaborators/ann/permission',
    });
    const hook = await check({
      route: `POST ${SERVED}/hooks`,
      path: '/repos/acme/shop/hooks',
      body: { config: { url: 'http://127.0.0.1:1/hook', secret: 's' } },
      status: 201,
    });
    await check({
      route: `GET ${SERVED}/hooks`,
      path: '/repos/acme/shop/hooks',
    });
    for (const [method, status] of [
      ['GET', 200],
      ['DELETE', 204],
    ] as const) {
      await check({
        route: `${method} ${SERVED}/hooks/:id`,
        operation: `${method} ${REPO}/hooks/{hook_id}`,
        path: `/repos/acme/shop/hooks/${hook.body.id}`,
        status,
      });
    }
    const ruleset = await check({
      route: `POST ${SERVED}/rulesets`,
      path: '/repos/acme/shop/rulesets',
      body: {
        name: 'no bots',
        enforcement: 'active',
        conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
        rules: [{ type: 'deletion' }],
      },
      status: 201,
    });
    await check({
      route: `GET ${SERVED}/rulesets`,
      path: '/repos/acme/shop/rulesets',
    });
    await check({
      route: `DELETE ${SERVED}/rulesets/:id`,
      operation: `DELETE ${REPO}/rulesets/{ruleset_id}`,
      path: `/repos/acme/shop/rulesets/${ruleset.body.id}`,
      status: 204,
    });

    // Deletion
    await check({
      route: `DELETE ${SERVED}/contents/*`,
      operation: `DELETE ${REPO}/contents/{path}`,
      path: '/repos/acme/shop/contents/docs/a.md',
      body: { message: 'Remove a page', sha: written.body.content.sha },
    });
    await check({
      route: `DELETE ${SERVED}/git/refs/*`,
      operation: `DELETE ${REPO}/git/refs/{ref}`,
      path: '/repos/acme/shop/git/refs/heads/feature',
      status: 204,
    });
    // GitHub redirects to the archive; the sandbox sends it at once.
    for (const name of ['tarball', 'zipball']) {
      for (const suffix of ['', '/*']) {
        const archive = await sandbox.api(
          'GET',
          `/repos/acme/shop/${name}${suffix && '/main'}`,
        );
        covered.add(`GET ${SERVED}/${name}${suffix}`);
        expect(archive.status).toBe(200);
        expect(archive.text.length).toBeGreaterThan(100);
      }
    }
    await check({
      route: `DELETE ${SERVED}`,
      path: '/repos/guest/notes',
      status: 204,
    });

    expect(problems).toEqual([]);
    expect([...covered].sort()).toEqual([...new Set(servedRoutes())].sort());
  }, 300_000);

  it('finds what is missing', () => {
    expect(
      openApiProblems(`GET ${REPO}`, 200, { id: 'one' }).length,
    ).toBeGreaterThan(50);
    expect(() => openApiProblems(`GET ${REPO}`, 299, {})).toThrow(
      'does not describe',
    );
  });
});
