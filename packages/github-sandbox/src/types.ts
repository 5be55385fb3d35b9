export type Visibility = 'public' | 'private' | 'internal';

export type Permission = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';

interface AccountBase {
  id: number;
  login: string;
  name?: string;
  description?: string;
  email?: string;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

export interface UserAccount extends AccountBase {
  type: 'User';
}

export interface Team {
  id: number;
  slug: string;
  name: string;
  description?: string;
  members: string[];
  createdAt: string;
}

export interface OrganizationAccount extends AccountBase {
  type: 'Organization';
  /** Logins of the members. */
  members: string[];
  teams: Team[];
}

/** An owner of repositories. */
export type Account = UserAccount | OrganizationAccount;

export interface PullRequest {
  id: number;
  number: number;
  title: string;
  body?: string;
  /** Login of the author. */
  user: string;
  /** Branch names, without `refs/heads/`. */
  head: string;
  base: string;
  headSha: string;
  baseSha: string;
  state: 'open' | 'closed';
  draft: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  merged?: { sha: string; by: string; at: string };
}

export interface RepositoryHook {
  id: number;
  url: string;
  secret?: string;
  contentType: string;
  insecureSsl: string;
  events: string[];
  active: boolean;
  createdAt: string;
  updatedAt: string;
}

/** Rules about the branches that patterns name. */
export interface Ruleset {
  id: number;
  name: string;
  enforcement: 'active' | 'disabled' | 'evaluate';
  /** Patterns of full ref names, `~ALL` or `~DEFAULT_BRANCH`. */
  include: string[];
  exclude: string[];
  /** Types of the rules. */
  rules: string[];
}

/** What GitHub knows of a repository beyond its git objects and refs. */
export interface RepositoryRecord {
  id: number;
  owner: string;
  name: string;
  description?: string;
  homepage?: string;
  visibility: Visibility;
  topics: string[];
  archived: boolean;
  hasIssues: boolean;
  hasProjects: boolean;
  hasWiki: boolean;
  allowMergeCommit: boolean;
  allowSquashMerge: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  deleteBranchOnMerge: boolean;
  protectedBranches: string[];
  /** Absent in data of older versions. */
  rulesets?: Ruleset[];
  collaborators: Record<string, Permission>;
  teams: Record<string, Permission>;
  pulls: PullRequest[];
  hooks: RepositoryHook[];
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
  /** Size on disk in KB, 0 as long as nothing was pushed. */
  sizeKb: number;
  /** Milliseconds since the epoch until which reads answer 404. */
  hiddenUntil?: number;
}

/** Who sends a request; `undefined` is anonymous. */
export type Viewer = UserAccount | undefined;
