import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { z } from 'zod/v3';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import type { AuthorizedPublicationService } from '../services/AuthorizedPublicationService';
import type { Processing } from '../services/Processing';

/** The zod that the actions registry hands to schemas. */
export type Zod = typeof z;

/** What actions work with. The services check what the caller may, as they do for the REST routes. */
export interface ActionDeps {
  registry: ActionsRegistryService;
  analyses: AuthorizedAnalysisService;
  publications: AuthorizedPublicationService;
  processing: Processing;
  auditor: AuditorService;
}
