import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  isOwnerRef,
  type RepositoryVisibility,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** All configuration of the plugin, with its defaults. */
export interface InfraAiOptions {
  defaultAnalyzer?: string;
  /** Entity reference. */
  defaultOwner?: string;
  analysis: { timeoutMs: number; concurrency: number };
  limits: {
    /** In bytes. */
    text: number;
    model: number;
    image: number;
    /** Width times height. */
    imagePixels: number;
    files: {
      count: number;
      /** In bytes: of one, and of all that are read or sent together. */
      fileBytes: number;
      totalBytes: number;
    };
  };
  /** When drift is checked on its own; absent for never. */
  driftSchedule?: SchedulerServiceTaskScheduleDefinition;
  publish: {
    templateRef: string;
    visibilities: RepositoryVisibility[];
    techdocs: boolean;
    /** `scaffolder.requireScmUserCredentials`: people write with their own tokens. */
    requiresUserToken: boolean;
  };
}

const VISIBILITIES: RepositoryVisibility[] = ['private', 'public', 'internal'];

/**
 * Reads `infraAi`.
 *
 * @throws InputError that names the field and what it takes
 */
export function readInfraAiOptions(rootConfig: Config): InfraAiOptions {
  const config = rootConfig.getOptionalConfig('infraAi');
  const defaultOwner = config?.getOptionalString('defaultOwner');
  if (defaultOwner !== undefined && !isOwnerRef(defaultOwner)) {
    throw new InputError(
      `infraAi.defaultOwner must be an entity reference such as "group:default/platform", got "${defaultOwner}"`,
    );
  }
  return {
    defaultAnalyzer: config?.getOptionalString('defaultAnalyzer'),
    defaultOwner,
    analysis: {
      timeoutMs: config?.has('analysis.timeout')
        ? durationToMilliseconds(
            readDurationFromConfig(config, { key: 'analysis.timeout' }),
          )
        : 300_000,
      concurrency: readPositive(config, 'analysis.concurrency', 2),
    },
    limits: {
      text: readPositive(config, 'limits.textBytes', 100_000),
      model: readPositive(config, 'limits.modelBytes', 5_000_000),
      image: readPositive(config, 'limits.imageBytes', 10_000_000),
      imagePixels: readPositive(config, 'limits.imagePixels', 40_000_000),
      files: {
        count: readPositive(config, 'limits.filesCount', 500),
        fileBytes: readPositive(config, 'limits.fileBytes', 1_000_000),
        totalBytes: readPositive(config, 'limits.filesBytes', 20_000_000),
      },
    },
    driftSchedule: config?.has('drift.schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('drift.schedule'),
        )
      : undefined,
    publish: {
      templateRef:
        config?.getOptionalString('publish.templateRef') ??
        'template:default/infra-ai-publish',
      visibilities: readVisibilities(config),
      techdocs: config?.getOptionalBoolean('publish.techdocs') ?? false,
      requiresUserToken:
        rootConfig.getOptionalBoolean('scaffolder.requireScmUserCredentials') ??
        false,
    },
  };
}

function readPositive(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `infraAi.${key} must be a whole number of at least 1, got ${value}`,
    );
  }
  return value;
}

function readVisibilities(config: Config | undefined): RepositoryVisibility[] {
  const values = config?.getOptionalStringArray('publish.visibilities');
  const wrong = values?.find(
    value => !(VISIBILITIES as string[]).includes(value),
  );
  if (wrong !== undefined || values?.length === 0) {
    throw new InputError(
      `infraAi.publish.visibilities must list some of ${VISIBILITIES.join(
        ', ',
      )}`,
    );
  }
  return (values as RepositoryVisibility[] | undefined) ?? VISIBILITIES;
}
