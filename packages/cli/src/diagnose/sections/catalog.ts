import { codeOf } from '../../lib/errors';
import { commandName } from '../../platform/commandName';
import { MessageGroups } from '../shape';
import { table } from '../markdown';
import { Section, toResult } from '../Report';
import { withReader } from './query';

const SHOWN = 20;

/** Reads the catalog's tables: its API leaves out entities that never got through, which are the ones looked for. */
export const catalogSection: Section = {
  id: 'catalog',
  title: 'Catalog',
  async run({ database, now }, signal) {
    if (!database) {
      return {
        data: undefined,
        text: () => ['The database does not run, so the catalog was not read.'],
      };
    }
    let found: Awaited<ReturnType<typeof read>>;
    try {
      found = await withReader(
        database,
        'backstage_plugin_catalog',
        signal,
        read,
      );
    } catch (error) {
      if (codeOf(error) === '3D000' || codeOf(error) === '42P01') {
        return { data: undefined, text: () => ['There is no catalog yet.'] };
      }
      throw error;
    }
    const groups = new MessageGroups();
    found.failing.forEach(({ message }) => groups.add('', message, now));
    const { pending, failing } = found;
    return toResult({
      data: { ...found, groups: groups.list() },
      findings: [
        ...groups.list().map(({ example, count }) => ({
          severity: 'warning' as const,
          title: `${count} ${
            count === 1 ? 'entity fails' : 'entities fail'
          } to get into the catalog: ${example}`,
          cure: 'Correct the catalog-info.yaml that it comes from; the section Catalog names the entities.',
        })),
        ...(pending > 0 && failing.length === 0
          ? [
              {
                severity: 'info' as const,
                title: `${pending} entities are not processed yet.`,
                cure: `They should be in a minute; else: ${commandName()} logs backend --level warn`,
              },
            ]
          : []),
      ],
      text: ({ total, pending: waiting, failing: shown }) => [
        `${total} entities, ${failing.length} with errors, ${waiting} not processed yet.`,
        '',
        ...(failing.length > 0
          ? table(
              ['Entity', 'Error'],
              shown
                .slice(0, SHOWN)
                .map(({ entity, message }) => [entity, message]),
            )
          : []),
        ...(failing.length > SHOWN
          ? ['', `And ${failing.length - SHOWN} more.`]
          : []),
      ],
    });
  },
};

async function read(client: import('pg').Client) {
  const { rows: counts } = await client.query<{
    total: number;
    pending: number;
  }>(
    `SELECT count(*)::integer AS total, count(*) FILTER (WHERE f.final_entity IS NULL)::integer AS pending
     FROM refresh_state r LEFT JOIN final_entities f USING (entity_id)`,
  );
  const { rows } = await client.query<{ entity: string; errors: string }>(
    `SELECT entity_ref AS entity, errors::text AS errors FROM refresh_state
     WHERE errors IS NOT NULL AND errors::text NOT IN ('', '[]') ORDER BY entity_ref LIMIT 500`,
  );
  return {
    ...counts[0],
    failing: rows.map(({ entity, errors }) => ({
      entity,
      message: firstMessage(errors),
    })),
  };
}

/** The column holds an array of serialized errors. */
function firstMessage(errors: string): string {
  try {
    const [{ name, message }] = JSON.parse(errors);
    return `${name ? `${name}: ` : ''}${message}`;
  } catch {
    return errors;
  }
}
