import { QuoteFinder } from './QuoteFinder';

const text =
  'La “tienda” llama al Servicio de\n  Pedidos (v2), que usa PostgreSQL. It’s rapid; the API is REST.';

describe('QuoteFinder', () => {
  it.each([
    ['usa PostgreSQL', 'usa PostgreSQL'],
    ['servicio de pedidos', 'Servicio de\n  Pedidos'],
    ['Pedidos (v2)', 'Pedidos (v2)'],
    ['"tienda"', '“tienda”'],
    ["It's rapid", 'It’s rapid'],
    ['api', 'API'],
    ['  PostgreSQL. ', 'PostgreSQL.'],
  ])('finds %j', (quote, found) => {
    const { start, end } = new QuoteFinder(text).find(quote)!;
    expect(text.slice(start, end)).toBe(found);
  });

  it.each([
    ['other words', 'usa MySQL'],
    ['an ellipsis', 'La “tienda” … PostgreSQL'],
    ['a part of a word', 'Postgre'],
    ['a letter', 'a'],
    ['signs', '(),'],
    ['a pattern', '.*'],
    ['nothing', ''],
  ])('does not find %s', (_, quote) => {
    expect(new QuoteFinder(text).find(quote)).toBeUndefined();
  });

  it('takes the first place that is a whole word', () => {
    expect(new QuoteFinder('Rediscovered: Redis, Redis').find('Redis')).toEqual(
      {
        start: 14,
        end: 19,
      },
    );
  });

  it('counts code units, as the model does', () => {
    const written = 'İ 😀  usa\tRedis';
    const { start, end } = new QuoteFinder(written).find('usa Redis')!;
    expect(written.slice(start, end)).toBe('usa\tRedis');
  });

  it('is quick with many quotes of a long text', () => {
    const finder = new QuoteFinder('El servicio usa PostgreSQL. '.repeat(3600));
    const start = performance.now();
    for (let i = 0; i < 5000; i++) {
      finder.find(`servicio usa ${i}`);
    }
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
