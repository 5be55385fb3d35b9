import { createApiRef } from '@backstage/frontend-plugin-api';
import type { InfraAiApi } from '@infra-ai/backstage-plugin-infra-ai-common';

/** The plugin's REST API, as every component of the page uses it. @public */
export const infraAiApiRef = createApiRef<InfraAiApi>().with({
  id: 'plugin.infra-ai.service',
  pluginId: 'infra-ai',
});
