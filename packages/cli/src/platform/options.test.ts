import { resolveOptions } from './options';

describe('resolveOptions', () => {
  it('has the well-known ports and the sandbox by default', () => {
    expect(resolveOptions({}, {})).toEqual({
      mode: 'development',
      ports: { app: 3000, api: 7007, sandbox: 7011 },
      sandbox: true,
      database: undefined,
    });
  });

  it('moves everything with --port', () => {
    expect(resolveOptions({ port: '8100' }, {}).ports).toEqual({
      app: 8100,
      api: 8101,
      sandbox: 8102,
    });
    expect(
      resolveOptions({ port: '8100', production: true }, {}).ports,
    ).toEqual({
      app: 8100,
      api: 8100,
      sandbox: 8101,
    });
  });

  it('uses the real GitHub when there is a token', () => {
    expect(resolveOptions({}, { GITHUB_TOKEN: 'x' }).sandbox).toBe(false);
    expect(resolveOptions({}, { GITHUB_TOKEN: '' }).sandbox).toBe(true);
  });

  it('uses the database server that the environment names', () => {
    expect(
      resolveOptions(
        {},
        { DATABASE_URL: 'postgres://me:p%40ss@db.example:6543/x' },
      ).database,
    ).toEqual({ host: 'db.example', port: 6543, user: 'me', password: 'p@ss' });
    expect(resolveOptions({}, { POSTGRES_HOST: 'db' }).database).toEqual({
      host: 'db',
      port: 5432,
      user: 'postgres',
      password: '',
    });
  });

  it.each([
    [{ port: '0' }, {}, '--port takes a port'],
    [{ port: '8080x' }, {}, "not '8080x'"],
    [{ port: '65534' }, {}, 'up to 65535'],
    [{ apiPort: '3000' }, {}, 'need different ports'],
    [{ production: true, apiPort: '1' }, {}, 'use --port'],
    [{}, { DATABASE_URL: 'mysql://secret@x' }, 'needs PostgreSQL'],
    [{}, { DATABASE_URL: ':secret:' }, 'is not a URL'],
  ])('refuses %j %j', (flags, env, message) => {
    let thrown: Error | undefined;
    try {
      resolveOptions(flags, env);
    } catch (error) {
      thrown = error as Error;
    }
    expect(thrown?.message).toContain(message);
    expect(thrown?.message).not.toContain('secret');
  });
});
