import { RepositoryRecord } from '../types';

/** A repository with GitHub's defaults. */
export function newRepositoryRecord(options: {
  id: number;
  owner: string;
  name: string;
  now: string;
}): RepositoryRecord {
  return {
    id: options.id,
    owner: options.owner,
    name: options.name,
    visibility: 'public',
    topics: [],
    archived: false,
    hasIssues: true,
    hasProjects: true,
    hasWiki: true,
    allowMergeCommit: true,
    allowSquashMerge: true,
    allowRebaseMerge: true,
    allowAutoMerge: false,
    deleteBranchOnMerge: false,
    protectedBranches: [],
    collaborators: {},
    teams: {},
    pulls: [],
    hooks: [],
    createdAt: options.now,
    updatedAt: options.now,
    pushedAt: options.now,
    sizeKb: 0,
  };
}
