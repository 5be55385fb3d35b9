import { permissionOf } from '../auth';
import { SandboxContext } from '../context';
import { readDefaultBranch } from '../git/refs';
import { RepositoryRecord, Viewer } from '../types';
import { simpleUserByLogin, simpleOrganization } from './accounts';
import { repositoryNodeId } from './nodeIds';

/** A repository as lists and single answers give it (`repository`). */
export async function repository(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
) {
  const { urls, store } = context;
  const api = urls.repositoryApi(record);
  const html = urls.repository(record);
  const permission = permissionOf(context, viewer, record);
  const openIssues = record.pulls.filter(pull => pull.state === 'open').length;
  return {
    id: record.id,
    node_id: repositoryNodeId(record),
    name: record.name,
    full_name: `${record.owner}/${record.name}`,
    private: record.visibility !== 'public',
    owner: simpleUserByLogin(context, record.owner),
    html_url: html,
    description: record.description ?? null,
    fork: false,
    url: api,
    forks_url: `${api}/forks`,
    keys_url: `${api}/keys{/key_id}`,
    collaborators_url: `${api}/collaborators{/collaborator}`,
    teams_url: `${api}/teams`,
    hooks_url: `${api}/hooks`,
    issue_events_url: `${api}/issues/events{/number}`,
    events_url: `${api}/events`,
    assignees_url: `${api}/assignees{/user}`,
    branches_url: `${api}/branches{/branch}`,
    tags_url: `${api}/tags`,
    blobs_url: `${api}/git/blobs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    trees_url: `${api}/git/trees{/sha}`,
    statuses_url: `${api}/statuses/{sha}`,
    languages_url: `${api}/languages`,
    stargazers_url: `${api}/stargazers`,
    contributors_url: `${api}/contributors`,
    subscribers_url: `${api}/subscribers`,
    subscription_url: `${api}/subscription`,
    commits_url: `${api}/commits{/sha}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    comments_url: `${api}/comments{/number}`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    contents_url: `${api}/contents/{+path}`,
    compare_url: `${api}/compare/{base}...{head}`,
    merges_url: `${api}/merges`,
    archive_url: `${api}/{archive_format}{/ref}`,
    downloads_url: `${api}/downloads`,
    issues_url: `${api}/issues{/number}`,
    pulls_url: `${api}/pulls{/number}`,
    milestones_url: `${api}/milestones{/number}`,
    notifications_url: `${api}/notifications{?since,all,participating}`,
    labels_url: `${api}/labels{/name}`,
    releases_url: `${api}/releases{/id}`,
    deployments_url: `${api}/deployments`,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    pushed_at: record.pushedAt,
    git_url: `git://${new URL(urls.base).host}/${record.owner}/${
      record.name
    }.git`,
    ssh_url: urls.ssh(record),
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: record.homepage ?? null,
    size: record.sizeKb,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: record.hasIssues,
    has_projects: record.hasProjects,
    has_downloads: true,
    has_wiki: record.hasWiki,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: record.archived,
    disabled: false,
    open_issues_count: openIssues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: record.topics,
    visibility: record.visibility,
    forks: 0,
    open_issues: openIssues,
    watchers: 0,
    default_branch: await readDefaultBranch(store.gitDir(record)),
    permissions: {
      admin: permission === 'ADMIN',
      maintain: permission === 'ADMIN',
      push: permission === 'ADMIN' || permission === 'WRITE',
      triage: permission === 'ADMIN' || permission === 'WRITE',
      pull: permission !== undefined,
    },
  };
}

/** The longest form, which `GET /repos/{owner}/{repo}` answers with. */
export async function fullRepository(
  context: SandboxContext,
  viewer: Viewer,
  record: RepositoryRecord,
) {
  const owner = context.store.getAccount(record.owner);
  return {
    ...(await repository(context, viewer, record)),
    temp_clone_token: null,
    allow_squash_merge: record.allowSquashMerge,
    allow_merge_commit: record.allowMergeCommit,
    allow_rebase_merge: record.allowRebaseMerge,
    allow_auto_merge: record.allowAutoMerge,
    delete_branch_on_merge: record.deleteBranchOnMerge,
    ...(owner?.type === 'Organization' && {
      organization: {
        ...simpleUserByLogin(context, owner.login),
        ...simpleOrganization(context, owner),
      },
    }),
    network_count: 0,
    subscribers_count: 0,
  };
}
