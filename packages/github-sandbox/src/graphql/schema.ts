/**
 * The part of GitHub's schema that the sandbox serves. Names, arguments and
 * nullability are GitHub's: https://docs.github.com/en/graphql/reference
 */
export const SDL = /* GraphQL */ `
  scalar Base64String
  scalar DateTime
  scalar GitObjectID
  scalar GitSSHRemote
  scalar GitTimestamp
  scalar URI

  enum RepositoryPermission {
    ADMIN
    MAINTAIN
    READ
    TRIAGE
    WRITE
  }
  enum RepositoryVisibility {
    INTERNAL
    PRIVATE
    PUBLIC
  }
  enum TeamMembershipType {
    ALL
    CHILD_TEAM
    IMMEDIATE
  }
  enum OrderDirection {
    ASC
    DESC
  }
  enum RepositoryOrderField {
    CREATED_AT
    NAME
    PUSHED_AT
    STARGAZERS
    UPDATED_AT
  }
  input RepositoryOrder {
    direction: OrderDirection!
    field: RepositoryOrderField!
  }

  interface Node {
    id: ID!
  }
  interface Actor {
    avatarUrl(size: Int): URI!
    login: String!
    url: URI!
  }
  interface RepositoryOwner {
    avatarUrl(size: Int): URI!
    id: ID!
    login: String!
    repositories(
      after: String
      first: Int
      orderBy: RepositoryOrder
      isArchived: Boolean
      isFork: Boolean
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(name: String!, followRenames: Boolean = true): Repository
    url: URI!
  }
  interface GitObject {
    abbreviatedOid: String!
    commitUrl: URI!
    id: ID!
    oid: GitObjectID!
    repository: Repository!
  }

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  type Organization implements Node & Actor & RepositoryOwner {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    description: String
    email: String
    id: ID!
    login: String!
    membersWithRole(after: String, first: Int): OrganizationMemberConnection!
    name: String
    repositories(
      after: String
      first: Int
      orderBy: RepositoryOrder
      isArchived: Boolean
      isFork: Boolean
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(name: String!, followRenames: Boolean = true): Repository
    team(slug: String!): Team
    teams(after: String, first: Int, userLogins: [String!]): TeamConnection!
    url: URI!
    viewerCanCreateRepositories: Boolean!
    viewerIsAMember: Boolean!
  }
  type User implements Node & Actor & RepositoryOwner {
    avatarUrl(size: Int): URI!
    bio: String
    createdAt: DateTime!
    databaseId: Int
    email: String!
    id: ID!
    login: String!
    name: String
    organizationVerifiedDomainEmails(login: String!): [String!]!
    organizations(after: String, first: Int): OrganizationConnection!
    repositories(
      after: String
      first: Int
      orderBy: RepositoryOrder
      isArchived: Boolean
      isFork: Boolean
      visibility: RepositoryVisibility
    ): RepositoryConnection!
    repository(name: String!, followRenames: Boolean = true): Repository
    suspendedAt: DateTime
    url: URI!
  }
  type OrganizationConnection {
    nodes: [Organization]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type OrganizationMemberConnection {
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type Team implements Node {
    avatarUrl(size: Int): URI
    combinedSlug: String!
    description: String
    editTeamUrl: URI!
    id: ID!
    members(
      after: String
      first: Int
      membership: TeamMembershipType = ALL
    ): TeamMemberConnection!
    name: String!
    parentTeam: Team
    slug: String!
    url: URI!
  }
  type TeamConnection {
    nodes: [Team]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type TeamMemberConnection {
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type Repository implements Node {
    createdAt: DateTime!
    databaseId: Int
    defaultBranchRef: Ref
    description: String
    homepageUrl: URI
    id: ID!
    isArchived: Boolean!
    isEmpty: Boolean!
    isFork: Boolean!
    isInOrganization: Boolean!
    isPrivate: Boolean!
    name: String!
    nameWithOwner: String!
    object(expression: String, oid: GitObjectID): GitObject
    owner: RepositoryOwner!
    pullRequest(number: Int!): PullRequest
    pullRequests(
      after: String
      baseRefName: String
      first: Int
      headRefName: String
      orderBy: IssueOrder
      states: [PullRequestState!]
    ): PullRequestConnection!
    pushedAt: DateTime
    ref(qualifiedName: String!): Ref
    refs(
      after: String
      first: Int
      query: String
      refPrefix: String!
    ): RefConnection
    repositoryTopics(after: String, first: Int): RepositoryTopicConnection!
    sshUrl: GitSSHRemote!
    updatedAt: DateTime!
    url: URI!
    viewerCanAdminister: Boolean!
    viewerPermission: RepositoryPermission
    visibility: RepositoryVisibility!
  }
  type RepositoryConnection {
    nodes: [Repository]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type Topic implements Node {
    id: ID!
    name: String!
  }
  type RepositoryTopic implements Node {
    id: ID!
    topic: Topic!
    url: URI!
  }
  type RepositoryTopicConnection {
    nodes: [RepositoryTopic]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type Ref implements Node {
    associatedPullRequests(
      after: String
      baseRefName: String
      first: Int
      headRefName: String
      orderBy: IssueOrder
      states: [PullRequestState!]
    ): PullRequestConnection!
    id: ID!
    name: String!
    prefix: String!
    repository: Repository!
    target: GitObject
  }
  type RefConnection {
    nodes: [Ref]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type GitActor {
    date: GitTimestamp
    email: String
    name: String
    user: User
  }
  type Blob implements Node & GitObject {
    abbreviatedOid: String!
    byteSize: Int!
    commitUrl: URI!
    id: ID!
    isBinary: Boolean
    isTruncated: Boolean!
    oid: GitObjectID!
    repository: Repository!
    text: String
  }
  type Commit implements Node & GitObject {
    abbreviatedOid: String!
    author: GitActor
    authoredDate: DateTime!
    commitUrl: URI!
    committedDate: DateTime!
    committer: GitActor
    file(path: String!): TreeEntry
    history(after: String, first: Int, path: String): CommitHistoryConnection!
    id: ID!
    message: String!
    messageBody: String!
    messageHeadline: String!
    oid: GitObjectID!
    parents(after: String, first: Int): CommitConnection!
    repository: Repository!
    tree: Tree!
    url: URI!
  }
  type Tag implements Node & GitObject {
    abbreviatedOid: String!
    commitUrl: URI!
    id: ID!
    oid: GitObjectID!
    repository: Repository!
  }
  type Tree implements Node & GitObject {
    abbreviatedOid: String!
    commitUrl: URI!
    entries: [TreeEntry!]
    id: ID!
    oid: GitObjectID!
    repository: Repository!
  }
  type TreeEntry {
    mode: Int!
    name: String!
    object: GitObject
    oid: GitObjectID!
    path: String
    size: Int!
    type: String!
  }

  type CommitConnection {
    nodes: [Commit]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type CommitHistoryConnection {
    nodes: [Commit]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  enum PullRequestState {
    CLOSED
    MERGED
    OPEN
  }
  enum PullRequestUpdateState {
    CLOSED
    OPEN
  }
  enum MergeableState {
    CONFLICTING
    MERGEABLE
    UNKNOWN
  }
  enum IssueOrderField {
    COMMENTS
    CREATED_AT
    UPDATED_AT
  }
  input IssueOrder {
    direction: OrderDirection!
    field: IssueOrderField!
  }
  type PullRequest implements Node {
    author: Actor
    baseRefName: String!
    baseRefOid: GitObjectID!
    body: String!
    closed: Boolean!
    closedAt: DateTime
    createdAt: DateTime!
    databaseId: Int
    headRefName: String!
    headRefOid: GitObjectID!
    id: ID!
    isCrossRepository: Boolean!
    isDraft: Boolean!
    mergeCommit: Commit
    mergeable: MergeableState!
    merged: Boolean!
    mergedAt: DateTime
    number: Int!
    repository: Repository!
    state: PullRequestState!
    title: String!
    updatedAt: DateTime!
    url: URI!
  }
  type PullRequestConnection {
    nodes: [PullRequest]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type RateLimit {
    cost: Int!
    limit: Int!
    nodeCount: Int!
    remaining: Int!
    resetAt: DateTime!
    used: Int!
  }

  type Query {
    organization(login: String!): Organization
    rateLimit(dryRun: Boolean = false): RateLimit
    repository(
      followRenames: Boolean = true
      name: String!
      owner: String!
    ): Repository
    repositoryOwner(login: String!): RepositoryOwner
    user(login: String!): User
    viewer: User!
  }

  input CommittableBranch {
    branchName: String
    id: ID
    repositoryNameWithOwner: String
  }
  input CommitMessage {
    body: String
    headline: String!
  }
  input FileAddition {
    contents: Base64String!
    path: String!
  }
  input FileDeletion {
    path: String!
  }
  input FileChanges {
    additions: [FileAddition!] = []
    deletions: [FileDeletion!] = []
  }
  input CreateCommitOnBranchInput {
    branch: CommittableBranch!
    clientMutationId: String
    expectedHeadOid: GitObjectID!
    fileChanges: FileChanges
    message: CommitMessage!
  }
  type CreateCommitOnBranchPayload {
    clientMutationId: String
    commit: Commit
    ref: Ref
  }
  input CreateRefInput {
    clientMutationId: String
    name: String!
    oid: GitObjectID!
    repositoryId: ID!
  }
  type CreateRefPayload {
    clientMutationId: String
    ref: Ref
  }
  input UpdateRefInput {
    clientMutationId: String
    force: Boolean = false
    oid: GitObjectID!
    refId: ID!
  }
  type UpdateRefPayload {
    clientMutationId: String
    ref: Ref
  }
  input DeleteRefInput {
    clientMutationId: String
    refId: ID!
  }
  type DeleteRefPayload {
    clientMutationId: String
  }
  input CreatePullRequestInput {
    baseRefName: String!
    body: String
    clientMutationId: String
    draft: Boolean = false
    headRefName: String!
    maintainerCanModify: Boolean = true
    repositoryId: ID!
    title: String!
  }
  type CreatePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  input UpdatePullRequestInput {
    body: String
    clientMutationId: String
    pullRequestId: ID!
    state: PullRequestUpdateState
    title: String
  }
  type UpdatePullRequestPayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  type Mutation {
    createCommitOnBranch(
      input: CreateCommitOnBranchInput!
    ): CreateCommitOnBranchPayload
    createPullRequest(input: CreatePullRequestInput!): CreatePullRequestPayload
    createRef(input: CreateRefInput!): CreateRefPayload
    deleteRef(input: DeleteRefInput!): DeleteRefPayload
    updatePullRequest(input: UpdatePullRequestInput!): UpdatePullRequestPayload
    updateRef(input: UpdateRefInput!): UpdateRefPayload
  }
`;
