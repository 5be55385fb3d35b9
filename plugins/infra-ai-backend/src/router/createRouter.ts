import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { InfraAiOptions } from '../config';
import type { AnalyzerRegistry } from '../services/AnalyzerRegistry';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import type { AuthorizedPublicationService } from '../services/AuthorizedPublicationService';
import type { AuthorizedDriftService } from '../services/drift/AuthorizedDriftService';
import type { HealthService } from '../services/HealthService';
import type { MatchService } from '../services/matches/MatchService';
import type { UsageService } from '../services/UsageService';
import type { Processing } from '../services/Processing';
import type { ProvenanceService } from '../services/ProvenanceService';
import { addAnalysesRoutes } from './analyses';
import { addAnalysisEventsRoutes } from './analysisEvents';
import { addAnalyzersRoutes } from './analyzers';
import { addDriftRoutes } from './drift';
import { addHealthRoutes } from './health';
import { addOpenApiRoutes } from './openapi';
import { addMatchesRoutes } from './matches';
import { addPictureRoutes } from './picture';
import { addProcessFilesRoutes } from './processFiles';
import { addProcessImageRoutes } from './processImage';
import { addProcessRepositoryRoutes } from './processRepository';
import { addProcessTextRoutes } from './processText';
import { addProvenanceRoutes } from './provenance';
import { addPublicationsRoutes } from './publications';
import { addSourceRoutes } from './source';
import { addUsageRoutes } from './usage';

/** All routes of the plugin, under `/api/infra-ai`. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  limits: InfraAiOptions['limits'];
  analyses: AuthorizedAnalysisService;
  publications: AuthorizedPublicationService;
  matches: MatchService;
  processing: Processing;
  provenance: ProvenanceService;
  drift: AuthorizedDriftService;
  analyzers: AnalyzerRegistry;
  health: HealthService;
  usage: UsageService;
}): Router {
  const router = PromiseRouter();
  addProcessTextRoutes(router, {
    ...options,
    maxTextBytes: options.limits.text,
  });
  addProcessImageRoutes(router, {
    ...options,
    maxImageBytes: options.limits.image,
  });
  addProcessFilesRoutes(router, {
    ...options,
    fileLimits: options.limits.files,
  });
  addProcessRepositoryRoutes(router, options);
  addAnalysesRoutes(router, {
    ...options,
    maxModelBytes: options.limits.model,
  });
  addAnalysisEventsRoutes(router, options);
  addMatchesRoutes(router, options);
  addPictureRoutes(router, options);
  addSourceRoutes(router, options);
  addDriftRoutes(router, options);
  addProvenanceRoutes(router, options);
  addPublicationsRoutes(router, options);
  addAnalyzersRoutes(router, options);
  addHealthRoutes(router, options);
  addUsageRoutes(router, options);
  addOpenApiRoutes(router, options);
  return router;
}
