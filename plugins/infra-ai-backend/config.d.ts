import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Infrastructure AI */
  infraAi?: {
    /**
     * Id of the analyzer that runs when a request names none. Default: `gemini` when it has a key, else `embedded`.
     */
    defaultAnalyzer?: string;
    /**
     * Owner of the entities when a request names none, as an entity reference. Default: the person who asks.
     */
    defaultOwner?: string;
    analysis?: {
      /** Longest time one analysis may take. Default: 5 minutes. */
      timeout?: HumanDuration | string;
      /** Analyses that one back end runs at once. Default: 2. */
      concurrency?: number;
    };
    limits?: {
      /** Longest description, in bytes of UTF-8. Default: 100000. */
      textBytes?: number;
      /** Longest edited model, in bytes of JSON. Default: 5000000. */
      modelBytes?: number;
      /** Largest picture, in bytes of its file. Default: 10000000. */
      imageBytes?: number;
      /** Largest picture, in pixels (width times height), checked before it is decoded. Default: 40000000. */
      imagePixels?: number;
      /** Most files of one analysis. Default: 500. */
      filesCount?: number;
      /** Largest of them, in bytes. Default: 1000000. */
      fileBytes?: number;
      /** All of them together, and what is sent in one request, in bytes. Default: 20000000. */
      filesBytes?: number;
    };
    drift?: {
      /**
       * When every system that came out of an analysis is compared with its repository, and its owner told of differences.
       * Default: never.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
    publish?: {
      /** Template that publishes. Default: `template:default/infra-ai-publish`. */
      templateRef?: string;
      /** Visibilities people may choose from. Default: `private`, `public`, `internal`. */
      visibilities?: Array<'public' | 'private' | 'internal'>;
      /** Adds the pages and the annotation that TechDocs builds from. Default: false. */
      techdocs?: boolean;
    };
  };
}
