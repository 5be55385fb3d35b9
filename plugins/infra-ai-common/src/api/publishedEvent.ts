import { z } from 'zod';

/** Topic of the event that says a repository has been published, or a published pull request has been merged; its payload is a {@link PublishedEvent}. @public */
export const PUBLISHED_EVENT_TOPIC = 'infra-ai.published';

/** @public */
export const publishedEventSchema = z.object({
  /** Host of the integration, e.g. `github.com`. */
  host: z.string(),
  owner: z.object({
    login: z.string(),
    type: z.enum(['Organization', 'User']),
  }),
  repository: z.object({
    name: z.string(),
    /** Page of the repository, without a slash at the end. */
    htmlUrl: z.string(),
    apiUrl: z.string(),
    defaultBranch: z.string(),
    visibility: z.enum(['public', 'private', 'internal']),
    topics: z.array(z.string()),
  }),
  commit: z.object({
    sha: z.string(),
    message: z.string(),
    /** Paths of the files that the commit added, changed and removed. */
    added: z.array(z.string()).default([]),
    modified: z.array(z.string()).default([]),
    removed: z.array(z.string()).default([]),
  }),
  analysisId: z.string().optional(),
});

/** @public */
export type PublishedEvent = z.infer<typeof publishedEventSchema>;
