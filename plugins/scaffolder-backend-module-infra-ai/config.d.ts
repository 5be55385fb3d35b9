import { HumanDuration } from '@backstage/types';

export interface Config {
  infraAi?: {
    publish?: {
      /** Host of the GitHub that publications without a host go to. Default: the first of `integrations.github`. */
      host?: string;
      /** Most files of one publication. Default: 5000. */
      maxFiles?: number;
      /** Most bytes of one publication, all files together. Default: 20000000. */
      maxBytes?: number;
      /** How long one request to GitHub may take. Default: 30 seconds. */
      requestTimeout?: HumanDuration | string;
      /** How long a publication waits when GitHub says that a rate limit is used up. Default: 2 minutes. */
      maxRateLimitWait?: HumanDuration | string;
      /** How long `infra-ai:catalog:wait` waits for the entities. Default: 60 seconds. */
      catalogTimeout?: HumanDuration | string;
      /** Author of the commits. Default: `scaffolder.defaultAuthor`. */
      defaultAuthor?: {
        name?: string;
        email?: string;
      };
    };
  };
}
