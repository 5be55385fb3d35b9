import { codeOf } from '../../lib/errors';
import { table } from '../markdown';
import { Finding, Section, toResult } from '../Report';
import { withReader } from './query';

const MAX_WAIT_SECONDS = 60;

interface QueueRow {
  queue: string;
  state: string;
  count: number;
  oldest_seconds: number;
}

export const queueSection: Section = {
  id: 'queue',
  title: 'Queue of analyses',
  async run({ database }, signal) {
    if (!database) {
      return {
        data: undefined,
        text: () => ['The database does not run, so the queue was not read.'],
      };
    }
    let rows: QueueRow[];
    try {
      rows = await withReader(
        database,
        'backstage_plugin_infra-ai',
        signal,
        async client => {
          const { rows: schemas } = await client.query<{ schema: string }>(
            `SELECT table_schema AS schema FROM information_schema.tables
           WHERE table_name = 'job' AND (table_schema = 'pgboss' OR table_schema LIKE '%\\_pgboss') LIMIT 1`,
          );
          if (schemas.length === 0) {
            return [];
          }
          const { rows: jobs } = await client.query<QueueRow>(
            `SELECT name AS queue, state::text, count(*)::integer,
             coalesce(max(extract(epoch FROM now() - created_on)), 0)::integer AS oldest_seconds
           FROM ${client.escapeIdentifier(schemas[0].schema)}.job
           WHERE name NOT LIKE '\\_\\_pgboss%' GROUP BY 1, 2 ORDER BY 1, 2`,
          );
          return jobs;
        },
      );
    } catch (error) {
      if (codeOf(error) === '3D000') {
        return { data: undefined, text: () => ['There is no queue yet.'] };
      }
      throw error;
    }
    const findings = rows.flatMap((row): Finding[] => {
      if (row.state === 'created' && row.oldest_seconds > MAX_WAIT_SECONDS) {
        return [
          {
            severity: 'warning',
            title: `${row.count} jobs wait in '${row.queue}', the oldest for ${row.oldest_seconds} seconds.`,
            cure: 'Run more back ends, or raise infraAi.analysis.concurrency; if none is being worked on, restart the back end.',
          },
        ];
      }
      return row.state === 'failed'
        ? [
            {
              severity: 'info',
              title: `${row.count} jobs of '${row.queue}' have failed in the time that the queue remembers.`,
              cure: 'The analyses say why, in the portal; start them again there.',
            },
          ]
        : [];
    });
    return toResult({
      data: rows,
      findings,
      text: jobs =>
        jobs.length === 0
          ? ['Empty.']
          : table(
              ['Queue', 'State', 'Jobs', 'Oldest (s)'],
              jobs.map(row => [
                row.queue,
                row.state,
                row.count,
                row.oldest_seconds,
              ]),
            ),
    });
  },
};
