import { Response } from 'express';
import Router from 'express-promise-router';
import {
  administrableRepository,
  permissionOf,
  readableRepository,
  requireViewer,
} from '../auth';
import { SandboxContext } from '../context';
import { GitHubError, notFound, validationFailed } from '../errors';
import {
  createRepository,
  deleteRepository,
  RepositorySettings,
  updateRepository,
} from '../operations/repositories';
import { fullRepository, repository } from '../serialize/repository';
import { Account, RepositoryRecord } from '../types';
import { organization } from './organizations';
import { organizationsOf } from './users';
import {
  Body,
  Fields,
  jsonBody,
  locals,
  paginate,
  queryString,
} from './request';

/** Repositories themselves: create, list, get, change, delete. */
export function createRepositoriesRouter(context: SandboxContext) {
  const router = Router();

  const create = async (owner: Account, body: Body, res: Response) => {
    const sender = requireViewer(locals(res).viewer);
    const fields = new Fields(body, 'Repository');
    const settings = readSettings(fields);
    const record = await createRepository(context, sender, owner, {
      ...settings,
      name: body.name,
      hideForMs: locals(res).hideCreatedForMs,
      ...(fields.boolean('auto_init') && {
        files: [
          {
            path: 'README.md',
            content: Buffer.from(
              `# ${fields.string('name')}\n${
                settings.description ? `${settings.description}\n` : ''
              }`,
            ),
          },
        ],
      }),
    });
    res
      .status(201)
      .location(context.urls.repositoryApi(record))
      .json(await fullRepository(context, sender, record));
  };

  router.post('/user/repos', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    await create(viewer, jsonBody(req), res);
  });

  router.post('/orgs/:org/repos', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const owner = organization(context, req.params.org);
    if (!owner.members.includes(viewer.login)) {
      throw new GitHubError(
        403,
        'You need admin access to the organization before adding a repository to it.',
      );
    }
    await create(owner, jsonBody(req), res);
  });

  router.get('/user/repos', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const owners = [
      viewer.login,
      ...organizationsOf(context, viewer.login).map(org => org.login),
    ];
    const items = sort(
      context.store
        .listRepositories()
        .filter(record => owners.includes(record.owner))
        .filter(record => isVisible(context, record)),
      queryString(req, 'sort') ?? 'full_name',
    );
    res.json(
      await Promise.all(
        paginate(context, req, res, items).map(record =>
          repository(context, viewer, record),
        ),
      ),
    );
  });

  for (const path of ['/orgs/:owner/repos', '/users/:owner/repos']) {
    router.get(path, async (req, res) => {
      const { viewer } = locals(res);
      const account = context.store.getAccount(req.params.owner);
      if (!account) {
        throw notFound();
      }
      const items = sort(
        context.store
          .listRepositories(account.login)
          .filter(record => isVisible(context, record))
          .filter(record => permissionOf(context, viewer, record)),
        queryString(req, 'sort') ??
          (path.startsWith('/orgs') ? 'created' : 'full_name'),
      );
      res.json(
        await Promise.all(
          paginate(context, req, res, items).map(record =>
            repository(context, viewer, record),
          ),
        ),
      );
    });
  }

  router.get('/repos/:owner/:repo', async (req, res) => {
    const { viewer } = locals(res);
    const { owner, repo } = req.params;
    const record = readableRepository(context, viewer, owner, repo);
    res.json(await fullRepository(context, viewer, record));
  });

  router.patch('/repos/:owner/:repo', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = administrableRepository(context, viewer, owner, repo);
    const fields = new Fields(jsonBody(req), 'Repository');
    await updateRepository(context, viewer, record, {
      ...readSettings(fields),
      archived: fields.boolean('archived'),
      name: fields.string('name'),
      defaultBranch: fields.string('default_branch'),
    });
    res.json(await fullRepository(context, viewer, record));
  });

  router.delete('/repos/:owner/:repo', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = administrableRepository(context, viewer, owner, repo);
    await deleteRepository(context, viewer, record);
    res.status(204).end();
  });

  router.get('/repos/:owner/:repo/topics', (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = readableRepository(context, viewer, owner, repo);
    res.json({ names: record.topics });
  });

  router.put('/repos/:owner/:repo/topics', async (req, res) => {
    const viewer = requireViewer(locals(res).viewer);
    const { owner, repo } = req.params;
    const record = administrableRepository(context, viewer, owner, repo);
    const topics = new Fields(jsonBody(req), 'Repository').strings('names');
    if (!topics) {
      throw validationFailed([
        { resource: 'Repository', code: 'missing_field', field: 'names' },
      ]);
    }
    const unique = [...new Set(topics.map(topic => topic.toLowerCase()))];
    if (
      unique.length > 20 ||
      unique.some(topic => !/^[a-z\d][a-z\d-]{0,49}$/.test(topic))
    ) {
      throw validationFailed(
        [],
        'Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens; a repository has at most 20.',
      );
    }
    await updateRepository(context, viewer, record, { topics: unique });
    res.json({ names: record.topics });
  });

  return router;
}

function isVisible(context: SandboxContext, record: RepositoryRecord) {
  return (record.hiddenUntil ?? 0) <= context.clock();
}

function sort(items: RepositoryRecord[], by: string): RepositoryRecord[] {
  const key = (record: RepositoryRecord) =>
    ({
      created: record.createdAt,
      updated: record.updatedAt,
      pushed: record.pushedAt,
    }[by]);
  return [...items].sort((a, b) => {
    const left = key(a);
    const right = key(b);
    return left !== undefined && right !== undefined
      ? right.localeCompare(left) || b.id - a.id
      : `${a.owner}/${a.name}`.localeCompare(`${b.owner}/${b.name}`);
  });
}

function readSettings(fields: Fields): RepositorySettings {
  const isPrivate = fields.boolean('private');
  const description = fields.string('description');
  // eslint-disable-next-line no-control-regex
  if (description && /[\x00-\x1f\x7f]/.test(description)) {
    throw validationFailed(
      [
        {
          resource: 'Repository',
          code: 'custom',
          field: 'description',
          message: 'description control characters are not allowed',
        },
      ],
      'Repository creation failed.',
    );
  }
  if (description && description.length > 350) {
    throw validationFailed(
      [
        {
          resource: 'Repository',
          code: 'custom',
          field: 'description',
          message: 'description cannot be more than 350 characters',
        },
      ],
      'Repository creation failed.',
    );
  }
  const visibility = fields.oneOf('visibility', [
    'public',
    'private',
    'internal',
  ] as const);
  const byPrivate = { true: 'private', false: 'public' } as const;
  return {
    description,
    homepage: fields.string('homepage'),
    visibility:
      visibility ??
      (isPrivate === undefined
        ? undefined
        : byPrivate[String(isPrivate) as 'true' | 'false']),
    hasIssues: fields.boolean('has_issues'),
    hasProjects: fields.boolean('has_projects'),
    hasWiki: fields.boolean('has_wiki'),
    allowMergeCommit: fields.boolean('allow_merge_commit'),
    allowSquashMerge: fields.boolean('allow_squash_merge'),
    allowRebaseMerge: fields.boolean('allow_rebase_merge'),
    allowAutoMerge: fields.boolean('allow_auto_merge'),
    deleteBranchOnMerge: fields.boolean('delete_branch_on_merge'),
  };
}
