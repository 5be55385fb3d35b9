import type {
  Evidence,
  InfrastructureModel,
  ModelWarning,
  RelationType,
} from '../model';
import type { PlannedFile } from '../files';
import type { EntityChange, FieldChange, UpdateChanges } from '../update';
import type { ProblemCode, ProblemValues } from './problemCodes';

/** @public */
export type AnalysisState =
  | 'queued'
  | 'running'
  | 'completed'
  | 'failed'
  | 'cancelled';

/** @public */
export type PublicationState = 'queued' | 'running' | 'completed' | 'failed';

/** @public */
export type RepositoryVisibility = 'public' | 'private' | 'internal';

/** What went wrong, in words for the person, with the next step where one is known. @public */
export interface Problem {
  /** Name of the error, as in `@backstage/errors`. */
  name: string;
  message: string;
  hint?: string;
  /** The cause, for clients that say it in another language than English. */
  code?: ProblemCode;
  values?: ProblemValues;
}

/** Tokens and cost of the calls to a paid model. @public */
export interface AnalyzerUsage {
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** US dollars at list price; absent when the price of the model is not configured. */
  costUsd?: number;
}

/** An analyzer as the page offers it. @public */
export interface AnalyzerInfo {
  id: string;
  title: string;
  version: string;
  /** True for the one that runs when none is named. */
  default: boolean;
  /** Kinds of input it takes. */
  accepts: Array<'text' | 'image' | 'files'>;
}

/** What was analyzed. @public */
export type AnalysisInput =
  | { kind: 'text'; description: string }
  | {
      kind: 'image';
      /** What the person said about the picture. */
      description?: string;
      picture: PictureInfo;
    }
  | {
      kind: 'files';
      description?: string;
      /** Those that were given to the analyzer; their text is served by `GET /analyses/:id/source?path=`. */
      files: SourceFileInfo[];
      /** Where they came from; absent for files that were uploaded one by one. */
      origin?: FilesOrigin;
    };

/** @public */
export interface SourceFileInfo {
  path: string;
  /** Size. */
  bytes: number;
}

/** @public */
export type FilesOrigin =
  | { type: 'archive'; fileName: string }
  | {
      type: 'repository';
      url: string;
      /** Revision that was read, as the host names it. */
      etag?: string;
      /** The entity whose source it is, when the analysis began at one. */
      entityRef?: string;
    };

/** A stored picture; its bytes are served by `GET /analyses/:id/picture`. @public */
export interface PictureInfo {
  /** Name of the file that was given. */
  fileName?: string;
  /** Of what is served: the picture itself, or the rendered page of a PDF. */
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/svg+xml';
  /** In pixels, upright. */
  width: number;
  height: number;
  /** Of the file that was given. */
  bytes: number;
  /** The document whose page it is, served with `?original=true`. */
  original?: { mediaType: 'application/pdf'; page: number; pages: number };
}

/** A pull request that a publication opened. @public */
export interface PullRequest {
  number: number;
  url: string;
  /** `merged`: the catalog has been told to follow. */
  state: 'open' | 'merged' | 'closed';
}

/** What a publication does: a new repository, a pull request to one that is there, or nothing as all is there already. @public */
export type PublicationAction = 'create' | 'update' | 'none';

/** @public */
export interface Publication {
  id: string;
  state: PublicationState;
  /** Known when it has ended, of a dry run too. */
  action?: PublicationAction;
  /** Of an `update`: what changes. */
  changes?: UpdateChanges;
  pullRequest?: PullRequest;
  owner: string;
  repo: string;
  visibility: RepositoryVisibility;
  dryRun: boolean;
  /** True when only a new repository was asked for. */
  createOnly: boolean;
  /** Scaffolder task that does the work; its log is the publication's log. */
  taskId?: string;
  repositoryUrl?: string;
  commit?: string;
  /** References of the entities that are in the catalog because of it. */
  entityRefs: string[];
  error?: Problem;
  createdBy: string;
  /** ISO 8601, as all times here. */
  createdAt: string;
  completedAt?: string;
}

/** An analysis as lists show it. @public */
export interface AnalysisSummary {
  id: string;
  name: string;
  state: AnalysisState;
  inputKind: AnalysisInput['kind'];
  /** Start of the text, or of what was said about the picture, else its file's name; at most 200 characters. */
  excerpt: string;
  analyzer: { id: string; title: string; version: string };
  /** Entity reference of the person or service that asked. */
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  completedAt?: string;
  elementCount?: number;
  relationCount?: number;
  usage?: AnalyzerUsage;
  error?: Problem;
  publications: Publication[];
}

/** @public */
export interface Analysis extends AnalysisSummary {
  input: AnalysisInput;
  /** Owner of the entities that name none, as an entity reference. */
  owner: string;
  /** Grows with each edit; sent back with a PATCH so that two people cannot overwrite each other. */
  revision: number;
  /** Present once the state is `completed`, with the person's edits. */
  model?: InfrastructureModel;
  /** What the caller may do with it beyond reading; present where one analysis was asked for or changed. */
  allowed?: { update: boolean; publish: boolean };
}

/** What would be published. @public */
export interface AnalysisFiles {
  files: PlannedFile[];
  entityRefs: string[];
  warnings: ModelWarning[];
}

/** One line of an analysis' history, as server-sent by `GET /analyses/:id/events`. `id` grows. @public */
export type AnalysisEvent = { id: number; at: string } & (
  | { type: 'progress'; step: string; message: string; fraction?: number }
  | { type: 'state'; state: AnalysisState; error?: Problem }
);

/** @public */
export interface AnalysisList {
  items: AnalysisSummary[];
  totalItems: number;
}

/** @public */
export type HealthStatus = 'ok' | 'degraded' | 'down';

/** @public */
export interface HealthCheck {
  /** `unknown`: the part does not tell, for the reason given; it does not count for the whole. */
  status: HealthStatus | 'unknown';
  /** Why, and what to do, when it is not `ok`. */
  reason?: string;
  details?: Record<string, string | number | boolean | null>;
}

/** @public */
export interface HealthReport {
  status: HealthStatus;
  checks: Record<
    'database' | 'queue' | 'analyzers' | 'github' | 'catalog',
    HealthCheck
  > & {
    /** Last run of GitHub discovery, with its errors; absent where there is none. */
    discovery?: HealthCheck;
  };
}

/** Why an entity of the catalog is taken for an element. @public */
export type MatchReason = 'ref' | 'provenance' | 'name' | 'alias' | 'similar';

/** An entity of the catalog, visible to the caller, that an element may be. @public */
export interface CatalogMatch {
  entityRef: string;
  title?: string;
  type?: string;
  owner?: string;
  reason: MatchReason;
  /** In words, in English: what is alike. */
  explanation: string;
  /** 0 to 1; `ref` and `provenance` are 1. */
  score: number;
  /** Where its entity file lives, when the catalog says. */
  sourceLocation?: string;
}

/** What the catalog has of an analysis' elements already, and of the owners it names. @public */
export interface AnalysisMatches {
  /** Element id → at most five, best first; elements without any are left out. */
  elements: Record<string, CatalogMatch[]>;
  /** The entity with the system's reference, when there is one. */
  system?: CatalogMatch;
  /** Owners named by the analysis that are no entity of the catalog. */
  unknownOwners: string[];
}

/** What an analysis says otherwise than the catalog, as far as the caller may see it. @public */
export interface CatalogChanges {
  /**
   * Each entity that would be written: `added`, `changed` with its fields, `unchanged`; entities that are only pointed at
   * are `unchanged` too, and what the catalog has of this analysis that is no longer found is `missing`.
   */
  entities: EntityChange[];
}

/** Whether a repository name can be used. @public */
export interface RepositoryAvailability {
  /** `unknown`: GitHub could not be asked; `message` says why. */
  state: 'free' | 'taken' | 'invalid' | 'unknown';
  message?: string;
  /** Of a repository that is there. */
  url?: string;
}

/** @public */
export type DriftState = 'checking' | 'in-sync' | 'drifted' | 'failed';

/** One difference between the catalog and the repository as it is now: of an entity, or of a relation from it. @public */
export interface DriftChange {
  /** `added`: the repository has it and the catalog does not; `removed`: the other way round. */
  kind: 'added' | 'changed' | 'removed';
  /** As the catalog knows it; of an added one the reference that it would get. */
  entityRef: string;
  title?: string;
  /** Of a relation: what it is, and where it leads. */
  relation?: { type: RelationType; targetRef: string };
  /** Of a changed entity. */
  fields?: FieldChange[];
  /** Where the repository says so; empty for what it no longer has. */
  evidence: Evidence[];
  /** Of a removed entity: where the catalog has it from. */
  sourceLocation?: string;
}

/** How an entity and what belongs to it compare with their repository. @public */
export interface DriftReport {
  entityRef: string;
  state: DriftState;
  /** The analysis of the repository as it is now, when it is still there and the caller may read it. */
  analysisId?: string;
  /** Repository that was read. */
  url?: string;
  /** When the check began, and from its end on when that was. */
  checkedAt: string;
  /** Of `drifted`: the differences that the caller may see. */
  changes?: DriftChange[];
  /** How many more there are, in entities that the caller may not see. */
  hiddenChanges?: number;
  error?: Problem;
  /** Entity reference of who asked; absent for a check on schedule. */
  requestedBy?: string;
}

/** What an entity's annotations and the store tell of where it came from. @public */
export interface EntityProvenance {
  entityRef: string;
  /** Id of the analyzer. */
  analyzer?: string;
  /** `kind/format` of the material. */
  source?: string;
  confidence?: number;
  analysisId?: string;
  /** Present when the analysis is still there and the caller may read it. */
  analysis?: AnalysisSummary;
}

/** One day of use. @public */
export interface UsageDay {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** Those that began on that day; answers from the store and copies among them, which cost neither time nor money. */
  analyses: Array<{ analyzer: string; state: AnalysisState; count: number }>;
  inputTokens: number;
  outputTokens: number;
  /** US dollars at list price, failed analyses included. */
  costUsd: number;
  /** Analyses with tokens whose model has no price here: the cost is without them. */
  unpriced: number;
  /** From start to end, the time in the queue included, of those that an analyzer completed; absent without any. */
  meanSeconds?: number;
}

/** Use of the analyses that the caller may see, oldest day first, days without any included. @public */
export interface UsageReport {
  days: UsageDay[];
  /** Those that occur. */
  analyzers: Array<{ id: string; title: string }>;
}

/** Where the page may publish to, and with what defaults. @public */
export interface PublishTargets {
  /** Host of the configured GitHub, e.g. `github.com`. */
  host: string;
  owners: Array<{ login: string; type: 'Organization' | 'User' }>;
  visibilities: RepositoryVisibility[];
  defaultVisibility: RepositoryVisibility;
  /** True when the portal writes with the person's own GitHub token (`scaffolder.requireScmUserCredentials`). */
  requiresUserToken: boolean;
}
