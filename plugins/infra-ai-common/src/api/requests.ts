import { z } from 'zod';
import { infrastructureModelSchema } from '../model';

const nameSchema = z.string().trim().min(1).max(100);
const entityRefSchema = z.string().trim().min(1).max(200);

/** @public */
export const publishRequestSchema = z.strictObject({
  /** GitHub user or organization. */
  owner: z.string().trim().min(1).max(39),
  /** Default: the name of the system. */
  repo: z.string().trim().min(1).max(100).optional(),
  visibility: z.enum(['public', 'private', 'internal']).default('private'),
  /**
   * Of a repository that is there already: also remove what this plugin published there earlier and the analysis no
   * longer finds.
   */
  removeMissing: z.boolean().default(false),
  /**
   * Only a new repository: one that is there already, and that this analysis did not make, ends the publication with
   * {@link RepositoryTakenError} and is left as it is.
   */
  createOnly: z.boolean().default(false),
  /** Says what would be done and writes nothing. */
  dryRun: z.boolean().default(false),
  /** The person's own GitHub token, when the portal asks for one. */
  token: z.string().min(1).max(500).optional(),
});

/** Body of `POST /process-text`. The length limit of `description` is configuration, so the back end checks it. @public */
export const processTextRequestSchema = z.strictObject({
  description: z.string(),
  name: nameSchema.optional(),
  owner: entityRefSchema.optional(),
  analyzer: z.string().min(1).max(100).optional(),
  publish: publishRequestSchema.optional(),
});

/**
 * Fields of the multipart body of `POST /process-image`, beside the one file `file`. All are text; `publish` is JSON.
 *
 * @public
 */
export const processImageFieldsSchema = z.strictObject({
  /** What the person says about the picture. */
  description: z.string().trim().max(10_000).optional(),
  name: nameSchema.optional(),
  owner: entityRefSchema.optional(),
  analyzer: z.string().min(1).max(100).optional(),
  /** Page of a PDF, from 1. */
  page: z.coerce.number().int().min(1).max(10_000).optional(),
  publish: z
    .string()
    .max(5_000)
    .transform((text, ctx) => {
      try {
        return JSON.parse(text);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(publishRequestSchema)
    .optional(),
});

/**
 * Fields of the multipart body of `POST /process-files`, beside one or more files `file`; archives among them are
 * unpacked. The file name of a part is its path, with `/`.
 *
 * @public
 */
export const processFilesFieldsSchema = processImageFieldsSchema.omit({
  page: true,
});

/** Body of `POST /process-repository`: either `url` or `entityRef`. @public */
export const processRepositoryRequestSchema = z
  .strictObject({
    /** Repository, folder or file as a browser shows it, readable through one of the portal's integrations. */
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    /** Entity of the catalog whose source is read; name and owner are then those of its system. */
    entityRef: entityRefSchema.optional(),
    description: z.string().trim().max(10_000).optional(),
    name: nameSchema.optional(),
    owner: entityRefSchema.optional(),
    analyzer: z.string().min(1).max(100).optional(),
    publish: publishRequestSchema.optional(),
  })
  .refine(
    ({ url, entityRef }) => (url === undefined) !== (entityRef === undefined),
    {
      message: 'give either "url" or "entityRef"',
    },
  );

/** Body of `POST /drift`: compares an entity with its repository as it is now. @public */
export const checkDriftRequestSchema = z.strictObject({
  entityRef: entityRefSchema,
});

/** Query of `GET /drift` and `GET /provenance`. @public */
export const entityQuerySchema = z.strictObject({
  entityRef: entityRefSchema,
});

/** Query of `GET /analyses`. @public */
export const listAnalysesQuerySchema = z.strictObject({
  search: z.string().trim().max(200).optional(),
  inputKind: z.enum(['text', 'image', 'files']).optional(),
  /** Id of an analyzer. */
  analyzer: z.string().trim().max(100).optional(),
  published: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
  /** Only those that the caller asked for, of all that the caller may see. */
  mine: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
  sort: z
    .enum(['createdAt', 'updatedAt', 'name', 'elementCount', 'state'])
    .default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  state: z
    .enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

/** Body of `PATCH /analyses/:id`; a `revision` that is no longer current is refused. @public */
export const updateAnalysisRequestSchema = z.strictObject({
  revision: z.number().int().min(1),
  name: nameSchema.optional(),
  owner: entityRefSchema.optional(),
  model: infrastructureModelSchema.optional(),
});

/** Query of `GET /usage`. @public */
export const usageQuerySchema = z.strictObject({
  /** How many, today included. */
  days: z.coerce.number().int().min(1).max(365).default(30),
});

/** Body of `POST /analyses/:id/duplicate`. @public */
export const duplicateAnalysisRequestSchema = z.strictObject({
  /** Of the copy; default: that of the analysis with "(copy)" behind it. */
  name: nameSchema.optional(),
});

/** @public */
export type PublishRequest = z.input<typeof publishRequestSchema>;
/** @public */
export type ProcessTextRequest = z.input<typeof processTextRequestSchema>;
/** What {@link InfraAiApi.startImageAnalysis} sends. @public */
export interface ProcessImageRequest {
  file: Blob;
  fileName?: string;
  description?: string;
  name?: string;
  owner?: string;
  analyzer?: string;
  page?: number;
  publish?: PublishRequest;
}
/** What {@link InfraAiApi.startFilesAnalysis} sends. @public */
export interface ProcessFilesRequest {
  files: Array<{ path: string; content: Blob }>;
  description?: string;
  name?: string;
  owner?: string;
  analyzer?: string;
  publish?: PublishRequest;
}
/** @public */
export type ProcessRepositoryRequest = z.input<
  typeof processRepositoryRequestSchema
>;
/** @public */
export type ListAnalysesQuery = Omit<
  z.input<typeof listAnalysesQuerySchema>,
  'published' | 'mine'
> & { published?: boolean; mine?: boolean };
/** @public */
export type DuplicateAnalysisRequest = z.input<
  typeof duplicateAnalysisRequestSchema
>;
/** @public */
export type UpdateAnalysisRequest = z.input<typeof updateAnalysisRequestSchema>;
