import type { Knex } from 'knex';
import type { Db } from 'pg-boss';

/** The part of a `pg` client that is used here. */
interface PgClient {
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/**
 * Lets pg-boss work through the plugin's own connection pool. pg-boss sends whole transactions as one text: when one
 * fails in the middle, the connection is left inside it, and would spoil the work of whoever gets it next. (That is what
 * `fromKnex` of pg-boss, which is made for transactions, does with a pool.)
 */
export function queueDatabase(db: Knex): Db {
  return {
    async executeSql(text, values) {
      const connection: PgClient = await db.client.acquireConnection();
      try {
        return await connection.query(text, values);
      } catch (error) {
        // Outside of a transaction this does nothing; on a connection that is gone it fails, which the pool notices.
        await connection.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        await db.client.releaseConnection(connection);
      }
    },
  };
}
