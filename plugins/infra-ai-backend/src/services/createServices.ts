import type {
  AuthService,
  DatabaseService,
  DiscoveryService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { GithubMetrics } from '@infra-ai/backstage-plugin-infra-ai-node';
import { preparePicture, scalePicture } from '@infra-ai/pictures';
import type { InfraAiOptions } from '../config';
import { connectDatabase } from '../database/connect';
import { DatabaseDriftStore } from '../database/DatabaseDriftStore';
import { DatabasePullRequestStore } from '../database/DatabasePullRequestStore';
import { createInstruments } from '../metrics/instruments';
import { measured } from '../metrics/measured';
import { MeasuredAnalysisStore } from '../metrics/MeasuredAnalysisStore';
import { MeasuredPublicationStore } from '../metrics/MeasuredPublicationStore';
import { observeQueue } from '../metrics/observeQueue';
import { startAtZero } from '../metrics/startAtZero';
import { AnalysisAccess } from './AnalysisAccess';
import { AnalysisRunner } from './AnalysisRunner';
import { AnalysisService } from './AnalysisService';
import { AnalysisStarter } from './AnalysisStarter';
import type { AnalyzerRegistry } from './AnalyzerRegistry';
import { announceAnalysis, announcePublication } from './announceEnds';
import { AuthorizedAnalysisService } from './AuthorizedAnalysisService';
import { AuthorizedPublicationService } from './AuthorizedPublicationService';
import { Changes } from './Changes';
import { AuthorizedDriftService } from './drift/AuthorizedDriftService';
import { DriftComparison } from './drift/DriftComparison';
import { DriftSchedule } from './drift/DriftSchedule';
import { DiscoveryHealth } from './DiscoveryHealth';
import { DriftService } from './drift/DriftService';
import { EntitySources } from './entities/EntitySources';
import { RepositoryReader } from './files/RepositoryReader';
import { GithubPullRequests } from './GithubPullRequests';
import { GithubService } from './GithubService';
import { HealthService } from './HealthService';
import { JobQueue } from './JobQueue';
import { MatchService } from './matches/MatchService';
import { Notifier } from './Notifier';
import { PicturePreviews } from './PicturePreviews';
import { Processing } from './Processing';
import { ProvenanceService } from './ProvenanceService';
import { PublicationDryRun } from './PublicationDryRun';
import { PublicationService } from './PublicationService';
import { PublicationTasks } from './PublicationTasks';
import { PullRequestFollower } from './PullRequestFollower';
import { UsageService } from './UsageService';

/** Puts the plugin's services together. */
export async function createServices(deps: {
  options: InfraAiOptions;
  analyzers: AnalyzerRegistry;
  database: DatabaseService;
  integrations: ScmIntegrationRegistry;
  scaffolder: ScaffolderService;
  urlReader: UrlReaderService;
  catalog: CatalogService;
  auth: AuthService;
  discovery: DiscoveryService;
  events: EventsService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  logger: LoggerService;
  metrics: MetricsService;
}) {
  const { options, analyzers, scaffolder, auth, logger, metrics } = deps;
  const { techdocs, templateRef, visibilities } = options.publish;
  const github = new GithubService({
    integrations: deps.integrations,
    visibilities,
    requiresUserToken: options.publish.requiresUserToken,
    fetch: GithubMetrics.create(metrics).measure(fetch),
  });
  const instruments = createInstruments(metrics);
  const db = await connectDatabase(deps.database);
  const store = new MeasuredAnalysisStore({ db, instruments });
  const publicationStore = new MeasuredPublicationStore({
    db,
    instruments,
    analyses: store,
  });
  const notifier = new Notifier(deps);
  const changes = new Changes();
  const queue = await JobQueue.create({ db, logger, ...options.analysis });
  const runner = new AnalysisRunner({
    store,
    analyzers,
    changes,
    logger,
    timeoutMs: options.analysis.timeoutMs,
    onFailedUsage: usage => store.countUsage(usage),
  });
  const tasks = new PublicationTasks({
    store: publicationStore,
    analyses: store,
    scaffolder,
    auth,
    changes,
    logger,
    onPullRequest: () => queue.followPullRequests(),
    onEnd: publication => announcePublication(notifier, publication),
  });
  const access = new AnalysisAccess({ ...deps, store });
  const pullRequests = new PullRequestFollower({
    store: new DatabasePullRequestStore({ db }),
    github: new GithubPullRequests({ github }),
    host: github.host,
    events: deps.events,
    changes,
    logger,
  });
  const publications = new PublicationService({
    store: publicationStore,
    scaffolder,
    queue,
    tasks,
    dryRun: new PublicationDryRun({
      store: publicationStore,
      access,
      github,
      techdocs,
    }),
    logger,
    templateRef,
    visibilities,
  });
  const analysisService = new AnalysisService({
    store,
    queue,
    runner,
    publications,
    changes,
    previews: new PicturePreviews({ store, scale: scalePicture }),
    techdocs,
  });
  const sources = new EntitySources(deps);
  const analyses = new AuthorizedAnalysisService({
    access,
    analyses: analysisService,
    starter: new AnalysisStarter({
      store,
      analyzers,
      queue,
      timeoutMs: options.analysis.timeoutMs,
    }),
    preparePicture: (bytes, how) =>
      measured(instruments.pictureDuration, () => preparePicture(bytes, how)),
    repositories: new RepositoryReader({
      ...deps,
      limits: options.limits.files,
    }),
    sources,
    limits: options.limits,
    defaultOwner: options.defaultOwner,
  });

  const driftStore = new DatabaseDriftStore({ db });
  const drift = new DriftService({
    store: driftStore,
    analysisStore: store,
    authorized: analyses,
    analyses: analysisService,
    comparison: new DriftComparison({
      catalog: deps.catalog,
      publications: publicationStore,
    }),
    logger,
    timeoutMs: options.analysis.timeoutMs,
  });

  let unobserveQueue: (() => void) | undefined;
  return {
    store,
    analyses,
    matches: new MatchService({ access, catalog: deps.catalog }),
    provenance: new ProvenanceService({ sources, analyses }),
    drift: new AuthorizedDriftService({
      access,
      analyses,
      sources,
      catalog: deps.catalog,
      drift,
    }),
    publications: new AuthorizedPublicationService({
      access,
      publications,
      github,
    }),
    processing: new Processing({
      access,
      authorized: analyses,
      analyses: analysisService,
      publications,
      logger,
    }),
    usage: new UsageService({ access, store }),
    health: new HealthService({
      store,
      queue,
      analyzers,
      github,
      catalog: deps.catalog,
      discovery: new DiscoveryHealth({ discovery: deps.discovery, auth }),
      auth,
      logger,
    }),
    async start() {
      startAtZero(instruments, analyzers.all());
      unobserveQueue = observeQueue({ store, instruments, logger });
      await analysisService.recover();
      await pullRequests.subscribe();
      await queue.start({
        runAnalysis: async (id, signal) => {
          await runner.run(id, signal);
          await announceAnalysis(notifier, await store.get(id));
        },
        abandonAnalysis: id => runner.abandon(id),
        watchPublication: id => tasks.watch(id),
        lookAtPullRequests: () => pullRequests.look(),
      });
      if (options.driftSchedule) {
        await new DriftSchedule({
          ...deps,
          store: driftStore,
          drift,
          sources,
          notifier,
        }).register(deps.scheduler, options.driftSchedule);
      }
    },
    async stop() {
      unobserveQueue?.();
      changes.close();
      runner.stop();
      await queue.stop();
    },
  };
}
