import { Client } from 'pg';
import { DatabaseServer } from '../../platform/options';

/** A connection for looking only; it is closed when the time is up. */
export async function withReader<T>(
  server: DatabaseServer,
  database: string,
  signal: AbortSignal,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...server,
    database,
    connectionTimeoutMillis: 10_000,
    application_name: 'infra-ai diagnose',
    options: '-c default_transaction_read_only=on -c statement_timeout=10000',
  });
  client.on('error', () => undefined);
  const end = () => {
    client.end().catch(() => undefined);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    return await work(client);
  } finally {
    signal.removeEventListener('abort', end);
    await client.end().catch(() => undefined);
  }
}
