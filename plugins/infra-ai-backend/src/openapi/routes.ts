import {
  checkDriftRequestSchema,
  duplicateAnalysisRequestSchema,
  entityQuerySchema,
  listAnalysesQuerySchema,
  processFilesFieldsSchema,
  processImageFieldsSchema,
  processRepositoryRequestSchema,
  processTextRequestSchema,
  publishRequestSchema,
  updateAnalysisRequestSchema,
  usageQuerySchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import { filesQuerySchema } from '../router/analyses';
import { eventsQuerySchema } from '../router/analysisEvents';
import { pictureQuerySchema } from '../router/picture';
import { sourceQuerySchema } from '../router/source';
import { availabilityQuerySchema } from '../router/publications';
import { answers } from './schemas';

/** What a route answers with. */
interface Answer {
  description: string;
  schema?: z.ZodType;
  /** Instead of JSON. */
  mediaTypes?: string[];
  headers?: Record<string, string>;
}

/** A route in words, and its schemas. */
export interface RouteDescription {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As Express has it. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: 'Analyses' | 'Entities' | 'Publishing' | 'About';
  query?: z.ZodObject;
  headers?: Record<string, string>;
  body?: z.ZodObject;
  /** Field of a form that holds the file; without it the body is JSON. */
  file?: string;
  /** The same for one or more files. */
  files?: string;
  answers: Record<number, Answer>;
  /** Statuses beside 401, which every route has. */
  errors: number[];
}

const PREFER = {
  Prefer:
    '`respond-async`: answer at once with 202 instead of when all is done.',
};

const STARTED: Record<number, Answer> = {
  201: {
    description: 'All is done: the analysis and, where asked, the publication.',
    schema: answers.Analysis,
    headers: { Location: 'Where the analysis is.' },
  },
  202: {
    description: 'With `Prefer: respond-async`: the analysis has been stored.',
    schema: answers.Analysis,
    headers: { Location: 'Where the analysis is.' },
  },
};

const STARTING = [400, 403, 409, 413, 500, 502, 503, 504];

/** Every route of the plugin. A test holds it against the router. */
export const routes: RouteDescription[] = [
  {
    method: 'post',
    path: '/process-text',
    operationId: 'processText',
    summary: 'Analyze a description',
    description:
      'Analyzes a description in words, or the content of one file, and publishes the result when `publish` says where to. The same text, asked by the same person of the same version of an analyzer, is answered from the store.',
    tag: 'Analyses',
    headers: PREFER,
    body: processTextRequestSchema,
    answers: STARTED,
    errors: STARTING,
  },
  {
    method: 'post',
    path: '/process-image',
    operationId: 'processImage',
    summary: 'Analyze a picture',
    description:
      'The same of a picture of an architecture: PNG, JPEG, WebP, SVG, or a page of a PDF. `publish` is the JSON of a PublishRequest, as text.',
    tag: 'Analyses',
    headers: PREFER,
    body: processImageFieldsSchema,
    file: 'file',
    answers: STARTED,
    errors: [...STARTING, 408, 415],
  },
  {
    method: 'post',
    path: '/process-files',
    operationId: 'processFiles',
    summary: 'Analyze files',
    description:
      'The same of files that define infrastructure. The file name of a part is its path; zip and tar.gz are unpacked, and of them what defines infrastructure is read. `publish` is the JSON of a PublishRequest, as text.',
    tag: 'Analyses',
    headers: PREFER,
    body: processFilesFieldsSchema,
    files: 'file',
    answers: STARTED,
    errors: [...STARTING, 408, 415],
  },
  {
    method: 'post',
    path: '/process-repository',
    operationId: 'processRepository',
    summary: 'Analyze a repository',
    description:
      "The same of what a repository, one of its folders or files says of infrastructure; with `entityRef` the one that the catalog names for this component or system. It is read with the portal's integration for that host; without one the request is refused.",
    tag: 'Analyses',
    headers: PREFER,
    body: processRepositoryRequestSchema,
    answers: STARTED,
    errors: [...STARTING, 404],
  },
  {
    method: 'get',
    path: '/analyses',
    operationId: 'listAnalyses',
    summary: 'List the analyses that one may see',
    description:
      'One’s own, unless the permission policy says otherwise; newest first. `changes` of publications are left out; the analysis has them.',
    tag: 'Analyses',
    query: listAnalysesQuerySchema,
    answers: {
      200: { description: 'One page of them.', schema: answers.AnalysisList },
    },
    errors: [400, 403],
  },
  {
    method: 'get',
    path: '/analyses/:id',
    operationId: 'getAnalysis',
    summary: 'Get an analysis',
    tag: 'Analyses',
    answers: {
      200: { description: 'The analysis.', schema: answers.Analysis },
    },
    errors: [404],
  },
  {
    method: 'patch',
    path: '/analyses/:id',
    operationId: 'updateAnalysis',
    summary: 'Correct an analysis',
    description:
      'Refused with 409 when `revision` is no longer the current one, or the analysis is not completed.',
    tag: 'Analyses',
    body: updateAnalysisRequestSchema,
    answers: {
      200: { description: 'As it is now.', schema: answers.Analysis },
    },
    errors: [400, 403, 404, 409, 413],
  },
  {
    method: 'post',
    path: '/analyses/:id/duplicate',
    operationId: 'duplicateAnalysis',
    summary: 'Duplicate an analysis',
    description:
      'A completed analysis with the same input and model, edits included, that belongs to the caller. What was published is not copied.',
    tag: 'Analyses',
    body: duplicateAnalysisRequestSchema,
    answers: {
      201: {
        description: 'The copy.',
        schema: answers.Analysis,
        headers: { Location: 'Where the copy is.' },
      },
    },
    errors: [400, 403, 404, 409, 413],
  },
  {
    method: 'delete',
    path: '/analyses/:id',
    operationId: 'deleteAnalysis',
    summary: 'Delete an analysis',
    description: 'One that is under way is stopped.',
    tag: 'Analyses',
    answers: { 204: { description: 'It is gone.' } },
    errors: [403, 404],
  },
  {
    method: 'get',
    path: '/analyses/:id/events',
    operationId: 'watchAnalysis',
    summary: 'Follow an analysis',
    description:
      'Server-sent events up to the end of the analysis. Each `data` is the JSON of an AnalysisEvent.',
    tag: 'Analyses',
    query: eventsQuerySchema,
    headers: { 'Last-Event-ID': 'Events up to this one are left out.' },
    answers: {
      200: { description: 'The events.', mediaTypes: ['text/event-stream'] },
    },
    errors: [400, 404],
  },
  {
    method: 'get',
    path: '/analyses/:id/picture',
    operationId: 'getPicture',
    summary: 'Get the picture of an analysis',
    description:
      'The picture that was analyzed; with `original=true` the PDF whose page it is, with `preview=true` a copy of at most 192 pixels (of a large SVG there is none: 404). It never changes.',
    tag: 'Analyses',
    query: pictureQuerySchema,
    headers: { 'If-None-Match': 'The `ETag` of an earlier answer.' },
    answers: {
      200: {
        description: 'The bytes.',
        mediaTypes: [
          'image/png',
          'image/jpeg',
          'image/webp',
          'image/svg+xml',
          'application/pdf',
        ],
        headers: { ETag: 'For `If-None-Match`.' },
      },
      304: { description: 'It is the one you have.' },
    },
    errors: [400, 404],
  },
  {
    method: 'get',
    path: '/analyses/:id/source',
    operationId: 'getSource',
    summary: 'Get one of the analyzed files',
    description: 'As text. It never changes.',
    tag: 'Analyses',
    query: sourceQuerySchema,
    answers: {
      200: { description: 'Its content.', mediaTypes: ['text/plain'] },
    },
    errors: [400, 404],
  },
  {
    method: 'get',
    path: '/analyses/:id/files',
    operationId: 'getFiles',
    summary: 'Preview the files',
    description:
      'What publishing to a new repository would write; with `published=true` what was published there last.',
    tag: 'Publishing',
    query: filesQuerySchema,
    answers: {
      200: { description: 'The files.', schema: answers.AnalysisFiles },
    },
    errors: [400, 404, 409],
  },
  {
    method: 'get',
    path: '/analyses/:id/matches',
    operationId: 'getMatches',
    summary: 'What the catalog has already',
    description:
      'Entities, visible to the caller, that the elements may be, each with the reason. `catalog` of an element says what to do with one.',
    tag: 'Analyses',
    answers: {
      200: { description: 'The matches.', schema: answers.AnalysisMatches },
    },
    errors: [404, 409, 503],
  },
  {
    method: 'get',
    path: '/analyses/:id/catalog-changes',
    operationId: 'getCatalogChanges',
    summary: 'What the analysis says otherwise than the catalog',
    description:
      'Each entity that a publication would write, compared field by field with the one that the caller sees in the catalog; what is only pointed at; and what the catalog has of this analysis that is no longer found.',
    tag: 'Analyses',
    answers: {
      200: { description: 'The changes.', schema: answers.CatalogChanges },
    },
    errors: [404, 409, 503],
  },
  {
    method: 'post',
    path: '/analyses/:id/publish',
    operationId: 'publish',
    summary: 'Publish an analysis',
    description:
      'Creates a repository or, where it is there already, opens or updates a pull request; with `createOnly` the publication ends with `RepositoryTakenError` instead. With `dryRun` nothing is written and the answer is complete. While a publication to the same repository is under way, the answer is that one.',
    tag: 'Publishing',
    body: publishRequestSchema,
    answers: {
      202: {
        description: 'The publication, which goes on unless its state says so.',
        schema: answers.Publication,
        headers: { Location: 'Where the publication is.' },
      },
    },
    errors: [400, 403, 404, 409, 413, 502],
  },
  {
    method: 'get',
    path: '/analyses/:id/publications/:publicationId',
    operationId: 'getPublication',
    summary: 'Get a publication',
    tag: 'Publishing',
    answers: {
      200: {
        description: 'In its present state.',
        schema: answers.Publication,
      },
    },
    errors: [404],
  },
  {
    method: 'post',
    path: '/analyses/:id/publications/:publicationId/cancel',
    operationId: 'cancelPublication',
    summary: 'Give up a publication',
    description:
      'Stops its scaffolder task, as the caller, and ends it with `CancelledError`, also when no back end works at the task any more. What is on GitHub by then stays. One that has ended is answered as it is.',
    tag: 'Publishing',
    answers: {
      200: {
        description: 'The publication, ended.',
        schema: answers.Publication,
      },
    },
    errors: [403, 404, 409, 502],
  },
  {
    method: 'get',
    path: '/publish-targets',
    operationId: 'getPublishTargets',
    summary: 'Where to publish to',
    description:
      'Accounts that the configured token may create repositories for.',
    tag: 'Publishing',
    answers: {
      200: { description: 'The targets.', schema: answers.PublishTargets },
    },
    errors: [403, 502, 503],
  },
  {
    method: 'get',
    path: '/publish-targets/availability',
    operationId: 'checkRepository',
    summary: 'Whether a repository name is free',
    description:
      'As far as the configured token sees. A `taken` one can be published to, by pull request.',
    tag: 'Publishing',
    query: availabilityQuerySchema,
    answers: {
      200: {
        description: 'The answer.',
        schema: answers.RepositoryAvailability,
      },
    },
    errors: [400, 403],
  },
  {
    method: 'post',
    path: '/drift',
    operationId: 'checkDrift',
    summary: 'Compare an entity with its repository',
    description:
      'Reads the repository of a component or system as it is now and compares it with what the catalog has. The answer comes at once; `GET /drift` says `checking` until the end.',
    tag: 'Entities',
    body: checkDriftRequestSchema,
    answers: {
      202: {
        description: 'The check, which goes on.',
        schema: answers.DriftReport,
      },
    },
    errors: [400, 403, 404, 413, 429],
  },
  {
    method: 'get',
    path: '/drift',
    operationId: 'getDrift',
    summary: 'The last comparison of an entity with its repository',
    description:
      'Differences in entities that the caller may not see are only counted.',
    tag: 'Entities',
    query: entityQuerySchema,
    answers: {
      200: {
        description: 'With `report` when there was one.',
        schema: z.strictObject({ report: answers.DriftReport.optional() }),
      },
    },
    errors: [400, 403, 404],
  },
  {
    method: 'get',
    path: '/provenance',
    operationId: 'getProvenance',
    summary: 'Where an entity came from',
    description:
      'What its annotations say, and the analysis when the caller may read it.',
    tag: 'Entities',
    query: entityQuerySchema,
    answers: {
      200: { description: 'The origin.', schema: answers.EntityProvenance },
    },
    errors: [400, 404],
  },
  {
    method: 'get',
    path: '/analyzers',
    operationId: 'listAnalyzers',
    summary: 'List the analyzers',
    tag: 'About',
    answers: {
      200: {
        description: 'Those that are installed.',
        schema: z.array(answers.AnalyzerInfo),
      },
    },
    errors: [],
  },
  {
    method: 'get',
    path: '/usage',
    operationId: 'getUsage',
    summary: 'Get the use of the last days',
    description:
      'Of the analyses that one may see and that were not deleted: their number, tokens, cost and duration for each day.',
    tag: 'About',
    query: usageQuerySchema,
    answers: {
      200: { description: 'The days.', schema: answers.UsageReport },
    },
    errors: [400, 403],
  },
  {
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    summary: 'Health of all parts',
    description: 'Always 200: the state is in the body.',
    tag: 'About',
    answers: {
      200: { description: 'The report.', schema: answers.HealthReport },
    },
    errors: [],
  },
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document',
    tag: 'About',
    answers: {
      200: {
        description: 'OpenAPI 3.1.',
        schema: z.looseObject({ openapi: z.string() }),
      },
    },
    errors: [],
  },
];
