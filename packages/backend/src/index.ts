import { createBackend } from '@backstage/backend-defaults';
import { metricsServerFactory } from './metrics';

const backend = createBackend();

backend.add(metricsServerFactory);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('./trial/viewerProvider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissions'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-github'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@infra-ai/backstage-plugin-catalog-backend-module-infra-ai'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(
  import('@infra-ai/backstage-plugin-scaffolder-backend-module-infra-ai'),
);

backend.add(import('@infra-ai/backstage-plugin-infra-ai-backend'));
backend.add(
  import('@infra-ai/backstage-plugin-infra-ai-backend-module-embedded'),
);
backend.add(
  import('@infra-ai/backstage-plugin-infra-ai-backend-module-gemini'),
);

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-events-backend-module-github'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
