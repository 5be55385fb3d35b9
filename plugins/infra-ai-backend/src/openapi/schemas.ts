import {
  evidenceSchema,
  infrastructureModelSchema,
  publishRequestSchema,
  relationTypes,
  warningSchema,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisInput,
  type AnalysisList,
  type AnalysisMatches,
  type CatalogChanges,
  type AnalysisSummary,
  type AnalyzerInfo,
  type AnalyzerUsage,
  type CatalogMatch,
  type DriftChange,
  type DriftReport,
  type EntityChange,
  type EntityProvenance,
  type FieldChange,
  type FileChange,
  type FilesOrigin,
  type HealthCheck,
  type HealthReport,
  type PictureInfo,
  type PlannedFile,
  type Problem,
  type Publication,
  type PublishTargets,
  type PullRequest,
  type SourceFileInfo,
  type RepositoryAvailability,
  type UpdateChanges,
  type UsageDay,
  type UsageReport,
  PROBLEM_CODES,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';

/** A schema that has every field of a type of the API, the optional ones too. */
function of<T>() {
  return <Shape extends { [K in keyof T]-?: z.ZodType<T[K]> }>(shape: Shape) =>
    z.strictObject(shape);
}

const time = () => z.string().describe('ISO 8601');
const analysisState = z
  .enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
  .describe('`queued` and `running` are followed by one of the others.');
const visibility = z.enum(['public', 'private', 'internal']);

const problem = of<Problem>()({
  name: z.string().describe('Name of the error, as in `@backstage/errors`.'),
  message: z.string(),
  hint: z.string().optional().describe('The next step, where one is known.'),
  code: z
    .enum(PROBLEM_CODES)
    .optional()
    .describe('The cause, for clients that say it in another language.'),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('Names and numbers for the sentence of the code.'),
});

const usage = of<AnalyzerUsage>()({
  model: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number().optional().describe('US dollars at list price.'),
});

const fieldChange = of<FieldChange>()({
  path: z.string().describe('`spec.type`, `metadata.annotations`'),
  before: z.string().optional(),
  after: z.string().optional(),
});

const entityChange = of<EntityChange>()({
  entityRef: z.string(),
  title: z.string().optional(),
  kind: z
    .enum(['added', 'changed', 'removed', 'missing', 'unchanged'])
    .describe('`missing`: no longer found, and left in place.'),
  fields: z.array(z.string()),
  details: z.array(fieldChange).optional(),
  renamedFrom: z.string().optional(),
});

const fileChange = of<FileChange>()({
  path: z.string(),
  kind: z.enum(['added', 'changed', 'removed']),
  patch: z.string().describe('Unified diff.'),
});

const updateChanges = of<UpdateChanges>()({
  entities: z.array(entityChange),
  files: z.array(fileChange),
  notes: z.array(z.string()),
});

const pullRequest = of<PullRequest>()({
  number: z.number().int(),
  url: z.string(),
  state: z.enum(['open', 'merged', 'closed']),
});

const publication = of<Publication>()({
  id: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'failed']),
  action: z
    .enum(['create', 'update', 'none'])
    .optional()
    .describe(
      'A new repository, a pull request, or nothing as all is there already. Known at the end.',
    ),
  changes: updateChanges.optional(),
  pullRequest: pullRequest.optional(),
  owner: z.string(),
  repo: z.string(),
  visibility,
  dryRun: z.boolean(),
  createOnly: z.boolean().describe('Only a new repository was asked for.'),
  taskId: z.string().optional().describe('Scaffolder task that does the work.'),
  repositoryUrl: z.string().optional(),
  commit: z.string().optional(),
  entityRefs: z
    .array(z.string())
    .describe('Entities that are in the catalog because of it.'),
  error: problem.optional(),
  createdBy: z.string(),
  createdAt: time(),
  completedAt: time().optional(),
});

const picture = of<PictureInfo>()({
  fileName: z.string().optional(),
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  original: z
    .strictObject({
      mediaType: z.literal('application/pdf'),
      page: z.number().int(),
      pages: z.number().int(),
    })
    .optional(),
});

const sourceFile = of<SourceFileInfo>()({
  path: z.string(),
  bytes: z.number().int(),
});

const filesOrigin = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('archive'), fileName: z.string() }),
  z.strictObject({
    type: z.literal('repository'),
    url: z.string(),
    etag: z.string().optional().describe('Revision that was read.'),
    entityRef: z.string().optional(),
  }),
]) satisfies z.ZodType<FilesOrigin>;

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), description: z.string() }),
  z.strictObject({
    kind: z.literal('image'),
    description: z.string().optional(),
    picture,
  }),
  z.strictObject({
    kind: z.literal('files'),
    description: z.string().optional(),
    files: z.array(sourceFile),
    origin: filesOrigin.optional(),
  }),
]) satisfies z.ZodType<AnalysisInput>;

const summaryShape = {
  id: z.string(),
  name: z.string(),
  state: analysisState,
  inputKind: z.enum(['text', 'image', 'files']),
  excerpt: z.string(),
  analyzer: z.strictObject({
    id: z.string(),
    title: z.string(),
    version: z.string(),
  }),
  createdBy: z.string().describe('Entity reference of the person or service.'),
  createdAt: time(),
  updatedAt: time(),
  completedAt: time().optional(),
  elementCount: z.number().int().optional(),
  relationCount: z.number().int().optional(),
  usage: usage.optional(),
  error: problem.optional(),
  publications: z.array(publication),
};

const analysisSummary = of<AnalysisSummary>()(summaryShape);

const analysis = of<Analysis>()({
  ...summaryShape,
  input,
  owner: z.string().describe('Owner of the entities that name none.'),
  revision: z
    .number()
    .int()
    .describe('Grows with each edit; an edit names the one it is based on.'),
  model: infrastructureModelSchema
    .optional()
    .describe('Present once the state is `completed`.'),
  allowed: z
    .strictObject({ update: z.boolean(), publish: z.boolean() })
    .optional()
    .describe(
      'What the caller may do with it beyond reading; present where one analysis was asked for or changed.',
    ),
});

const analysisList = of<AnalysisList>()({
  items: z.array(analysisSummary),
  totalItems: z.number().int(),
});

const plannedFile = of<PlannedFile>()({
  path: z.string(),
  content: z.string(),
});

const analysisFiles = of<AnalysisFiles>()({
  files: z.array(plannedFile),
  entityRefs: z.array(z.string()),
  warnings: z.array(warningSchema),
});

const eventShape = { id: z.number().int(), at: time() };

const analysisEvent = z.discriminatedUnion('type', [
  z.strictObject({
    ...eventShape,
    type: z.literal('progress'),
    step: z.string(),
    message: z.string(),
    fraction: z.number().optional(),
  }),
  z.strictObject({
    ...eventShape,
    type: z.literal('state'),
    state: analysisState,
    error: problem.optional(),
  }),
]) satisfies z.ZodType<AnalysisEvent>;

const analyzerInfo = of<AnalyzerInfo>()({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  default: z.boolean().describe('Runs when none is named.'),
  accepts: z.array(z.enum(['text', 'image', 'files'])),
});

const publishTargets = of<PublishTargets>()({
  host: z.string(),
  owners: z.array(
    z.strictObject({
      login: z.string(),
      type: z.enum(['Organization', 'User']),
    }),
  ),
  visibilities: z.array(visibility),
  defaultVisibility: visibility,
  requiresUserToken: z
    .boolean()
    .describe('Send `token`, the GitHub token of the person, to publish.'),
});

const repositoryAvailability = of<RepositoryAvailability>()({
  state: z
    .enum(['free', 'taken', 'invalid', 'unknown'])
    .describe('`unknown`: GitHub could not be asked; `message` says why.'),
  message: z.string().optional(),
  url: z.string().optional().describe('Of a repository that is there.'),
});

const catalogMatch = of<CatalogMatch>()({
  entityRef: z.string(),
  title: z.string().optional(),
  type: z.string().optional(),
  owner: z.string().optional(),
  reason: z
    .enum(['ref', 'provenance', 'name', 'alias', 'similar'])
    .describe(
      'The reference the element would get; what was published from it; its name; another spelling; a like name.',
    ),
  explanation: z.string(),
  score: z.number(),
  sourceLocation: z.string().optional(),
});

const analysisMatches = of<AnalysisMatches>()({
  elements: z
    .record(z.string(), z.array(catalogMatch))
    .describe('By id of the element, at most five, best first.'),
  system: catalogMatch.optional(),
  unknownOwners: z
    .array(z.string())
    .describe('Owners named that are no entity of the catalog.'),
});

const catalogChanges = of<CatalogChanges>()({
  entities: z.array(entityChange),
});

const healthStatus = z.enum(['ok', 'degraded', 'down']);

const healthCheck = of<HealthCheck>()({
  status: z.enum([...healthStatus.options, 'unknown']),
  reason: z.string().optional().describe('Why, and what to do.'),
  details: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null()]),
    )
    .optional(),
});

const healthReport = of<HealthReport>()({
  status: healthStatus,
  checks: z.strictObject({
    database: healthCheck,
    queue: healthCheck,
    analyzers: healthCheck,
    github: healthCheck,
    catalog: healthCheck,
    discovery: healthCheck.optional(),
  }),
});

const driftChange = of<DriftChange>()({
  kind: z
    .enum(['added', 'changed', 'removed'])
    .describe('`added`: the repository has it, and the catalog does not.'),
  entityRef: z
    .string()
    .describe('Of an added one the reference that it would get.'),
  title: z.string().optional(),
  relation: z
    .strictObject({ type: z.enum(relationTypes), targetRef: z.string() })
    .optional()
    .describe('Of a relation: what it is, and where it leads.'),
  fields: z.array(fieldChange).optional(),
  evidence: z
    .array(evidenceSchema)
    .describe('Where the repository says so; empty for what it no longer has.'),
  sourceLocation: z
    .string()
    .optional()
    .describe('Of a removed entity: where the catalog has it from.'),
});

const driftReport = of<DriftReport>()({
  entityRef: z.string(),
  state: z.enum(['checking', 'in-sync', 'drifted', 'failed']),
  analysisId: z
    .string()
    .optional()
    .describe('Of the repository, when it is there and one may read it.'),
  url: z.string().optional().describe('Repository that was read.'),
  checkedAt: time(),
  changes: z.array(driftChange).optional(),
  hiddenChanges: z
    .number()
    .int()
    .optional()
    .describe('How many more there are, in entities that one may not see.'),
  error: problem.optional(),
  requestedBy: z
    .string()
    .optional()
    .describe('Absent for a check on schedule.'),
});

const entityProvenance = of<EntityProvenance>()({
  entityRef: z.string(),
  analyzer: z.string().optional().describe('Id of the analyzer.'),
  source: z.string().optional().describe('Kind and format of the material.'),
  confidence: z.number().optional(),
  analysisId: z.string().optional(),
  analysis: analysisSummary.optional(),
});

const usageReport = of<UsageReport>()({
  days: z
    .array(
      of<UsageDay>()({
        day: z.string().describe('`YYYY-MM-DD`, UTC.'),
        analyses: z
          .array(
            z.strictObject({
              analyzer: z.string(),
              state: analysisState,
              count: z.number().int(),
            }),
          )
          .describe('Those that began on that day.'),
        inputTokens: z.number(),
        outputTokens: z.number(),
        costUsd: z.number().describe('US dollars at list price.'),
        unpriced: z
          .number()
          .int()
          .describe('Analyses with tokens whose model has no price here.'),
        meanSeconds: z
          .number()
          .optional()
          .describe('From start to end, of those that were run and completed.'),
      }),
    )
    .describe('Oldest first, today last, days without any included.'),
  analyzers: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});

/** How Backstage answers when something is wrong. */
const error = z.object({
  error: z.object({
    name: z.string(),
    message: z.string().describe('What is wrong, and what to do next.'),
  }),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ statusCode: z.number().int() }),
});

/** What the API answers with, by the name it has in the document. */
export const answers = {
  Analysis: analysis,
  AnalysisEvent: analysisEvent,
  AnalysisFiles: analysisFiles,
  AnalysisList: analysisList,
  AnalysisMatches: analysisMatches,
  CatalogChanges: catalogChanges,
  AnalysisSummary: analysisSummary,
  AnalyzerInfo: analyzerInfo,
  CatalogMatch: catalogMatch,
  DriftReport: driftReport,
  EntityProvenance: entityProvenance,
  Error: error,
  HealthReport: healthReport,
  HealthCheck: healthCheck,
  PictureInfo: picture,
  Problem: problem,
  Publication: publication,
  PublishTargets: publishTargets,
  PullRequest: pullRequest,
  RepositoryAvailability: repositoryAvailability,
  UpdateChanges: updateChanges,
  UsageReport: usageReport,
};

/** What is sent, and comes back as it was sent. */
export const shared = {
  InfrastructureModel: infrastructureModelSchema,
  PublishRequest: publishRequestSchema,
};
