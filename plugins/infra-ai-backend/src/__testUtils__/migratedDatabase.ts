import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connectDatabase } from '../database/connect';
import { POSTGRES } from './startBackend';

/** An empty database with the plugin's tables. */
export async function migratedDatabase(
  databases: TestDatabases,
): Promise<Knex> {
  return connectDatabase(
    mockServices.database({ knex: await databases.init(POSTGRES) }),
  );
}
