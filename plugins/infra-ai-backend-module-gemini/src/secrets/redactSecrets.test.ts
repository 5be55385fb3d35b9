import { redactSecrets } from './redactSecrets';

const githubToken = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;
const stars = (secret: string) => secret.replace(/[^\n]/g, '*');

describe('redactSecrets', () => {
  it.each([
    ['a GitHub token', `The job uses ${githubToken} to push`, githubToken],
    ['an assignment', 'DB_PASSWORD=hunter2', 'hunter2'],
    ['a quoted assignment', '"apiKey": "a b c 1"', 'a b c 1'],
    ['YAML', 'POSTGRES_PASSWORD: correcthorse', 'correcthorse'],
    ['Spanish', 'contraseña: perro-1', 'perro-1'],
    ['an arrow', "password => 'x1'", 'x1'],
    ['a sentence', 'The password is Tr0ub4dor&3.', 'Tr0ub4dor&3.'],
    ['una frase', 'La contraseña es gato7', 'gato7'],
    ['una clave', 'La clave es Gato7!', 'Gato7!'],
    ['an address', 'postgres://app:s3cr/et@db:5432/shop', 's3cr/et'],
    ['an account key', 'AccountKey=abc123==', 'abc123=='],
    [
      'a header',
      'Authorization: Bearer abcdefghij0123456789',
      'abcdefghij0123456789',
    ],
    [
      'a web token',
      'It sends eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN',
    ],
    [
      'a Google key',
      `with ${'AIza'}SyA-1234567890abcdefghijklmnopqrstu`,
      `${'AIza'}SyA-1234567890abcdefghijklmnopqrstu`,
    ],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIB\nAAKCAQEA\n-----END RSA PRIVATE KEY-----',
      '\nMIIEpAIB\nAAKCAQEA\n',
    ],
    [
      'a private key that was cut',
      '-----BEGIN PRIVATE KEY-----\nMIIEpAIB',
      '\nMIIEpAIB',
    ],
  ])('takes out %s', async (_, text, secret) => {
    expect(await redactSecrets(text)).toEqual({
      text: text.replace(secret, stars(secret)),
      count: 1,
    });
  });

  it.each([
    'The web app keeps sessions in Redis and signs users in with a token.',
    'Auth: users get a token: JWT, signed by the gateway.',
    'La clave es el número del pedido.',
    'The password is stored in Vault.',
    'POSTGRES_PASSWORD: ${DB_PASSWORD}',
    'password: {{ .Values.password }}',
    'API_KEY=<your key>',
    'La clave de partición es el pedido.',
    'See https://example.com:8080/docs?a=b@c',
    '',
  ])('leaves alone: %s', async text => {
    expect(await redactSecrets(text)).toEqual({ text, count: 0 });
  });

  it('keeps every offset and line', async () => {
    const text = `Uno 😀: password=a1\npostgres://u:p1@db\n${githubToken}\nfin`;
    const { text: redacted, count } = await redactSecrets(text);
    expect(count).toBe(3);
    expect(redacted).toHaveLength(text.length);
    expect(redacted.split('\n')).toHaveLength(4);
    expect(redacted.indexOf('fin')).toBe(text.indexOf('fin'));
  });

  it('is not switched off by the text', async () => {
    const { text, count } = await redactSecrets(
      `<!-- secretlint-disable -->\n/* secretlint-disable-line */ ${githubToken}`,
    );
    expect(count).toBe(1);
    expect(text).not.toContain(githubToken);
    expect(text).toContain('<!-- secretlint-disable -->');
  });

  it.each([
    ['-----BEGIN PRIVATE KEY-----\n'],
    ['password='],
    ['password '],
    ['postgres://a:'],
    ['eyJaaaaaaaaaaaaa.'],
    ['https://'],
    ['bearer '],
    ['a'],
  ])('is quick with 100 kB of %j', async piece => {
    const text = piece.repeat(100_000 / piece.length);
    const start = performance.now();
    await redactSecrets(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
