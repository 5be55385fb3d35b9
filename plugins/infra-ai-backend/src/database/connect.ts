import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * The plugin's database with its tables up to date.
 *
 * @throws Error when it is not PostgreSQL
 */
export async function connectDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const db = await database.getClient();
  const client = db.client.config.client;
  if (client !== 'pg') {
    throw new Error(
      `The infra-ai plugin needs PostgreSQL, but its database client is "${client}": start the portal with the \`infra-ai start\` command, which brings an embedded PostgreSQL, or set \`backend.database.client: pg\` with the connection of a PostgreSQL server.`,
    );
  }
  if (!database.migrations?.skip) {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@infra-ai/backstage-plugin-infra-ai-backend',
        'migrations',
      ),
    });
  }
  return db;
}
