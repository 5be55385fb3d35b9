import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { scmAuthApiRef } from '@backstage/integration-react';
import type {
  PublishRequest,
  RequestOptions,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useRef } from 'react';
import { infraAiApiRef } from '../../api';

/**
 * Starts publications; with the person's own GitHub token where the portal writes with it
 * (`scaffolder.requireScmUserCredentials`). The portal then asks the person to sign in at GitHub, once; a dry run does
 * not ask, and without a token it sees what the portal's own account sees.
 */
export function usePublish() {
  const api = useApi(infraAiApiRef);
  const scmAuth = useApiHolder().get(scmAuthApiRef);
  const rule = useRef<{ host: string; requiresUserToken: boolean }>();

  return useCallback(
    async (
      analysisId: string,
      request: PublishRequest,
      options?: RequestOptions,
    ) => {
      rule.current ??= await api.listPublishTargets(options);
      const { host, requiresUserToken } = rule.current;
      if (!requiresUserToken) {
        return api.publish(analysisId, request, options);
      }
      if (!scmAuth) {
        throw new Error(
          'This portal writes with your own GitHub token, but has no API that asks you for it (integration.scmauth).',
        );
      }
      const { owner, repo, dryRun } = request;
      const { token } = await scmAuth.getCredentials({
        url: `https://${host}/${owner}/${repo ?? ''}`,
        additionalScope: { repoWrite: true },
        optional: dryRun === true,
      });
      return api.publish(
        analysisId,
        token ? { ...request, token } : request,
        options,
      );
    },
    [api, scmAuth],
  );
}
