import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  infraAiAnalysisReadPermission,
  infraAiAnalysisUpdatePermission,
  infraAiPublishPermission,
  type RESOURCE_TYPE_INFRA_AI_ANALYSIS,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { AnalysisCriteria, AnalysisRecord } from '../database/types';
import { infraAiAnalysisResourceRef } from '../permissions/rules';
import { authorOf } from './author';

/** PostgreSQL would answer anything else with an error. */
const idSchema = z.guid();

type AnalysisPermission = ResourcePermission<
  typeof RESOURCE_TYPE_INFRA_AI_ANALYSIS
>;

/**
 * Who may do what with which analysis. Analyses belong to who asked for them: a policy that allows means these. A
 * conditional decision decides alone, for each permission on its own, so that a group can see its analyses without being
 * able to delete them. What a caller may not see does not exist for the caller.
 */
export class AnalysisAccess {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #store: AnalysisStore;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    store: AnalysisStore;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.permissionsRegistry;
    this.#store = options.store;
  }

  /** @throws NotAllowedError */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw notAllowed(permission.name);
    }
  }

  /**
   * What a list must be narrowed to.
   *
   * @throws NotAllowedError
   */
  async readCriteria(
    credentials: BackstageCredentials,
  ): Promise<AnalysisCriteria> {
    const decision = await this.#decide(
      infraAiAnalysisReadPermission,
      credentials,
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return { authors: [authorOf(credentials)] };
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      throw notAllowed(infraAiAnalysisReadPermission.name);
    }
    const transform = createConditionTransformer(
      this.#registry.getPermissionRuleset(infraAiAnalysisResourceRef),
    );
    return transform(decision.conditions);
  }

  /**
   * An analysis that the caller may see.
   *
   * @throws NotFoundError, also when it is somebody else's
   */
  async readable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<AnalysisRecord> {
    const analysis = idSchema.safeParse(id).success
      ? await this.#store.get(id)
      : undefined;
    if (
      !analysis ||
      !(await this.#allows(
        infraAiAnalysisReadPermission,
        analysis,
        credentials,
      ))
    ) {
      throw withCode(
        new NotFoundError(
          `There is no analysis "${id}" among those that you may see. It may have been deleted.`,
        ),
        'analysis-missing',
      );
    }
    return analysis;
  }

  /**
   * An analysis that the caller may see and do this with.
   *
   * @throws NotFoundError | NotAllowedError
   */
  async permitted(
    permission: AnalysisPermission,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<AnalysisRecord> {
    const analysis = await this.readable(id, credentials);
    if (!(await this.#allows(permission, analysis, credentials))) {
      throw notAllowed(permission.name);
    }
    return analysis;
  }

  /** What the caller may do with an analysis beyond reading. Publishing it settles what becomes of it, as an edit does. */
  async allowed(
    analysis: AnalysisRecord,
    credentials: BackstageCredentials,
  ): Promise<{ update: boolean; publish: boolean }> {
    const [update, [publish]] = await Promise.all([
      this.#allows(infraAiAnalysisUpdatePermission, analysis, credentials),
      this.#permissions.authorize([{ permission: infraAiPublishPermission }], {
        credentials,
      }),
    ]);
    return {
      update,
      publish: update && publish.result === AuthorizeResult.ALLOW,
    };
  }

  async #allows(
    permission: AnalysisPermission,
    analysis: AnalysisRecord,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const decision = await this.#decide(permission, credentials);
    if (decision.result === AuthorizeResult.ALLOW) {
      return analysis.createdBy === authorOf(credentials);
    }
    const isAuthorized = createConditionAuthorizer(
      this.#registry.getPermissionRuleset(infraAiAnalysisResourceRef),
    );
    return isAuthorized(decision, analysis);
  }

  async #decide(
    permission: AnalysisPermission,
    credentials: BackstageCredentials,
  ) {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }
}

function notAllowed(permission: string): NotAllowedError {
  return withCode(
    new NotAllowedError(
      `You lack the permission "${permission}". Ask an administrator of the portal for it.`,
    ),
    'permission-missing',
    { permission },
  );
}
