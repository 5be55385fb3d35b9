import type {
  AnalysisEvent,
  AnalysisInput,
  AnalysisState,
  AnalyzerUsage,
  FilesOrigin,
  ImageInput,
  InfrastructureModel,
  PictureInfo,
  Problem,
  PublicationAction,
  PublicationState,
  PullRequest,
  RepositoryVisibility,
  SourceFileInfo,
  UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';

/** An analysis as a list needs it. */
export interface AnalysisSummaryRecord {
  id: string;
  state: AnalysisState;
  createdBy: string;
  name: string;
  inputKind: AnalysisInput['kind'];
  /** At most 200 characters. */
  excerpt: string;
  analyzerId: string;
  analyzerTitle: string;
  analyzerVersion: string;
  elementCount?: number;
  relationCount?: number;
  usage?: AnalyzerUsage;
  error?: Problem;
  createdAt: Date;
  updatedAt: Date;
  completedAt?: Date;
}

/** A stored analysis. */
export interface AnalysisRecord extends AnalysisSummaryRecord {
  attempt: number;
  requestedName?: string;
  owner: string;
  /** The description; of a picture without one empty. */
  inputText: string;
  /** Of a picture, without its bytes. */
  picture?: PictureInfo;
  /** Of an analysis of files, without their content. */
  files?: SourceFileInfo[];
  filesOrigin?: FilesOrigin;
  revision: number;
  model?: InfrastructureModel;
}

export interface NewAnalysis {
  id: string;
  createdBy: string;
  name: string;
  requestedName?: string;
  owner: string;
  inputKind: AnalysisInput['kind'];
  inputText: string;
  /** Of an analysis of a picture. */
  picture?: NewPicture;
  /** Of an analysis of files. */
  files?: StoredSourceFile[];
  filesOrigin?: FilesOrigin;
  inputHash: string;
  analyzerId: string;
  analyzerTitle: string;
  analyzerVersion: string;
}

/** A file as an analyzer reads it. */
export interface StoredSourceFile {
  path: string;
  content: Uint8Array;
}

/** A picture as an analyzer reads it. */
export type StoredPicture = Pick<
  ImageInput,
  'bytes' | 'mediaType' | 'width' | 'height' | 'original'
>;

/** A picture to store, checked and with a safe file name. */
export interface NewPicture extends Omit<StoredPicture, 'original'> {
  fileName?: string;
  original?: {
    bytes: Uint8Array;
    mediaType: 'application/pdf';
    page: number;
    pages: number;
  };
}

/** A small copy of a picture, or a small SVG itself. */
export interface PicturePreview {
  bytes: Uint8Array;
  mediaType: string;
}

/** A copy of an analysis, with its input and model. */
export interface AnalysisCopy {
  id: string;
  createdBy: string;
  name: string;
}

/** What an analyzer's run leaves behind. */
export interface AnalysisOutcome {
  name: string;
  model: InfrastructureModel;
  usage?: AnalyzerUsage;
}

export interface AnalysisEdit {
  revision: number;
  name?: string;
  owner?: string;
  model?: InfrastructureModel;
}

/** What permission conditions look at; `owners` in lower case, in every spelling. */
export type AnalysisFilter = { authors: string[] } | { owners: string[] };

export type AnalysisCriteria = PermissionCriteria<AnalysisFilter>;

export interface AnalysisQuery {
  /** Those that may be seen. */
  criteria: AnalysisCriteria;
  search?: string;
  state?: AnalysisState;
  inputKind?: AnalysisInput['kind'];
  /** Id of an analyzer. */
  analyzer?: string;
  /** Whether it has been published, dry runs apart. */
  published?: boolean;
  /** Default: newest first. */
  sort?: 'createdAt' | 'updatedAt' | 'name' | 'elementCount' | 'state';
  order?: 'asc' | 'desc';
  limit: number;
  offset: number;
}

/** Key under which an earlier answer may be used again. */
export interface ReuseKey {
  createdBy: string;
  inputHash: string;
  analyzerId: string;
  analyzerVersion: string;
}

/** An event without what the database adds. */
export type NewAnalysisEvent = AnalysisEvent extends infer E
  ? E extends AnalysisEvent
    ? Omit<E, 'id' | 'at'>
    : never
  : never;

/** Use of one day, analyzer and state. */
export interface UsageRow {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  analyzerId: string;
  analyzerTitle: string;
  state: AnalysisState;
  count: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  /** With tokens, without a price. */
  unpriced: number;
  /** Completed by a run, and how long those took in all. */
  timed: number;
  seconds: number;
}

export interface QueueDepth {
  queued: number;
  running: number;
  /** Seconds the oldest queued analysis has waited. */
  oldestSeconds: number;
}

export interface PublicationRecord {
  id: string;
  analysisId: string;
  state: PublicationState;
  owner: string;
  repo: string;
  visibility: RepositoryVisibility;
  dryRun: boolean;
  createOnly: boolean;
  taskId?: string;
  action?: PublicationAction;
  changes?: UpdateChanges;
  pullRequest?: PullRequest;
  repositoryUrl?: string;
  commit?: string;
  entityRefs: string[];
  error?: Problem;
  createdBy: string;
  createdAt: Date;
  completedAt?: Date;
}

export interface NewPublication {
  id: string;
  analysisId: string;
  owner: string;
  repo: string;
  visibility: RepositoryVisibility;
  dryRun: boolean;
  createOnly: boolean;
  createdBy: string;
}

export interface PublicationResult {
  action?: PublicationAction;
  changes?: UpdateChanges;
  pullRequest?: { number: number; url: string };
  repositoryUrl?: string;
  commit?: string;
  entityRefs: string[];
}

/** What of an analysis decides what is published. */
export type PublishedSnapshot = Pick<
  AnalysisRecord,
  'name' | 'owner' | 'analyzerId'
> & { model: InfrastructureModel };
