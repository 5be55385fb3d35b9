import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { infraAiPublishPermission } from '@infra-ai/backstage-plugin-infra-ai-common';

const VIEWERS = 'group:default/viewers';

/** Everybody may do everything, but members of the group `viewers` do not publish: they describe, analyze and correct. */
export class ViewersDoNotPublish implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (user && isPermission(permission, infraAiPublishPermission)) {
      const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
        user.credentials,
      );
      if (ownershipEntityRefs.includes(VIEWERS)) {
        return { result: AuthorizeResult.DENY };
      }
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
