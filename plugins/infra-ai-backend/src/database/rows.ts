import type {
  PictureInfo,
  PullRequest,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type {
  AnalysisRecord,
  AnalysisSummaryRecord,
  PublicationRecord,
} from './types';

/** Rows as the driver returns them; `json` columns come parsed. */
export type Row = Record<string, any>;

const SUMMARY_COLUMNS = [
  'id',
  'state',
  'created_by',
  'name',
  'input_kind',
  'analyzer_id',
  'analyzer_title',
  'analyzer_version',
  'element_count',
  'relation_count',
  'usage',
  'error',
  'created_at',
  'updated_at',
  'completed_at',
];
const RECORD_COLUMNS = [
  ...SUMMARY_COLUMNS,
  'attempt',
  'requested_name',
  'owner',
  'input_text',
  'files_origin',
  'revision',
  'model',
];

/** Columns of a publication: all but its snapshot, which is as large as the analysis. */
export const PUBLICATION_COLUMNS = [
  'id',
  'analysis_id',
  'state',
  'owner',
  'repo',
  'visibility',
  'dry_run',
  'create_only',
  'task_id',
  'action',
  'changes',
  'pull_request_number',
  'pull_request_url',
  'pull_request_state',
  'merge_announced_at',
  'repository_url',
  'commit',
  'entity_refs',
  'error',
  'created_by',
  'created_at',
  'completed_at',
];

/** Columns of a list: neither the whole input nor the model, which may be large. */
export function summaryColumns(db: Knex) {
  return [...SUMMARY_COLUMNS, excerpt(db)];
}

/** Columns of a single analysis; of its picture all but the bytes. */
export function recordColumns(db: Knex) {
  return [...RECORD_COLUMNS, excerpt(db), picture(db), files(db)];
}

/** What the person wrote, else the name of the file or where the files are from. */
function excerpt(db: Knex) {
  return db.raw(
    `coalesce(
       nullif(left(input_text, 200), ''),
       (SELECT left(file_name, 200) FROM analysis_pictures WHERE analysis_id = analyses.id),
       left(coalesce(files_origin->>'url', files_origin->>'fileName'), 200),
       (SELECT left(string_agg(path, ', ' ORDER BY position), 200) FROM analysis_files
          WHERE analysis_id = analyses.id AND position < 5),
       ''
     ) AS excerpt`,
  );
}

function picture(db: Knex) {
  return db.raw(
    `(SELECT json_build_object(
         'file_name', file_name, 'media_type', media_type, 'width', width, 'height', height,
         'file_size', file_size, 'original_media_type', original_media_type, 'page', page, 'pages', pages)
       FROM analysis_pictures WHERE analysis_id = analyses.id) AS picture`,
  );
}

function files(db: Knex) {
  return db.raw(
    `(SELECT json_agg(json_build_object('path', path, 'bytes', octet_length(content)) ORDER BY position)
       FROM analysis_files WHERE analysis_id = analyses.id) AS files`,
  );
}

export function toSummary(row: Row): AnalysisSummaryRecord {
  return {
    id: row.id,
    state: row.state,
    createdBy: row.created_by,
    name: row.name,
    inputKind: row.input_kind,
    excerpt: row.excerpt,
    analyzerId: row.analyzer_id,
    analyzerTitle: row.analyzer_title,
    analyzerVersion: row.analyzer_version,
    elementCount: row.element_count ?? undefined,
    relationCount: row.relation_count ?? undefined,
    usage: row.usage ?? undefined,
    error: row.error ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    completedAt: row.completed_at ?? undefined,
  };
}

export function toRecord(row: Row): AnalysisRecord {
  return {
    ...toSummary(row),
    attempt: row.attempt,
    requestedName: row.requested_name ?? undefined,
    owner: row.owner,
    inputText: row.input_text,
    picture: row.picture ? toPictureInfo(row.picture) : undefined,
    files: row.files ?? undefined,
    filesOrigin: row.files_origin ?? undefined,
    revision: row.revision,
    model: row.model ?? undefined,
  };
}

function toPictureInfo(row: Row): PictureInfo {
  return {
    fileName: row.file_name ?? undefined,
    mediaType: row.media_type,
    width: row.width,
    height: row.height,
    bytes: row.file_size,
    original: row.original_media_type
      ? {
          mediaType: row.original_media_type,
          page: row.page,
          pages: row.pages,
        }
      : undefined,
  };
}

export function toPublication(row: Row): PublicationRecord {
  return {
    id: row.id,
    analysisId: row.analysis_id,
    state: row.state,
    owner: row.owner,
    repo: row.repo,
    visibility: row.visibility,
    dryRun: row.dry_run,
    createOnly: row.create_only,
    taskId: row.task_id ?? undefined,
    action: row.action ?? undefined,
    changes: row.changes ?? undefined,
    pullRequest: row.pull_request_number ? toPullRequest(row) : undefined,
    repositoryUrl: row.repository_url ?? undefined,
    commit: row.commit ?? undefined,
    entityRefs: row.entity_refs,
    error: row.error ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
    completedAt: row.completed_at ?? undefined,
  };
}

function toPullRequest(row: Row): PullRequest {
  const isAnnounced = row.merge_announced_at !== null;
  return {
    number: row.pull_request_number,
    url: row.pull_request_url,
    // "merged" promises that the catalog has been told.
    state:
      row.pull_request_state === 'merged' && !isAnnounced
        ? 'open'
        : row.pull_request_state,
  };
}
