import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import type { GitAuthor } from './git';

/** `infraAi.publish`, with defaults. Durations are milliseconds. */
export interface PublishConfig {
  maxFiles: number;
  maxBytes: number;
  requestTimeoutMs: number;
  maxRateLimitWaitMs: number;
  catalogTimeoutMs: number;
  author: GitAuthor;
  /** Host of the GitHub that `owner` and `repo` without a host mean. */
  defaultHost: string;
  /** Each publication must come with the person's own token. */
  requireUserToken: boolean;
}

export function readPublishConfig(config: Config): PublishConfig {
  const publish = config.getOptionalConfig('infraAi.publish');
  const author = (field: 'name' | 'email') =>
    publish?.getOptionalString(`defaultAuthor.${field}`) ??
    config.getOptionalString(`scaffolder.defaultAuthor.${field}`);
  const duration = (key: string, byDefault: HumanDuration) =>
    durationToMilliseconds(
      publish?.has(key) ? readDurationFromConfig(publish, { key }) : byDefault,
    );
  return {
    maxFiles: publish?.getOptionalNumber('maxFiles') ?? 5_000,
    maxBytes: publish?.getOptionalNumber('maxBytes') ?? 20_000_000,
    requestTimeoutMs: duration('requestTimeout', { seconds: 30 }),
    maxRateLimitWaitMs: duration('maxRateLimitWait', { minutes: 2 }),
    catalogTimeoutMs: duration('catalogTimeout', { seconds: 60 }),
    author: {
      name: author('name') ?? 'Infrastructure AI',
      email: author('email') ?? 'infra-ai@backstage.io',
    },
    defaultHost:
      publish?.getOptionalString('host') ??
      config
        .getOptionalConfigArray('integrations.github')?.[0]
        ?.getOptionalString('host') ??
      'github.com',
    requireUserToken:
      config.getOptionalBoolean('scaffolder.requireScmUserCredentials') ??
      false,
  };
}
