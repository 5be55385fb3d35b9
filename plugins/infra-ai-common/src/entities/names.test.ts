import {
  assertRepositoryName,
  qualifyEntityName,
  toEntityName,
  toTag,
} from './names';

describe('toEntityName', () => {
  it.each([
    ['Orders API', 'orders-api'],
    ['Catálogo de Órdenes', 'catalogo-de-ordenes'],
    // A product's capitals are not word ends: GitHub, PostgreSQL.
    ['PostgreSQL', 'postgresql'],
    ['  --Web__shop!! ', 'web-shop'],
  ])('turns %p into %p', (text, name) => {
    expect(toEntityName(text)).toBe(name);
  });

  it('keeps names apart that have no letter the catalog knows', () => {
    expect(toEntityName('订单')).not.toBe(toEntityName('支付'));
    expect(toEntityName('订单')).toMatch(/^[a-z0-9-]+$/);
  });

  it('shortens to 63 characters and keeps long names apart', () => {
    const a = toEntityName(`${'very-long-'.repeat(10)}a`);
    const b = toEntityName(`${'very-long-'.repeat(10)}b`);
    expect(a.length).toBeLessThanOrEqual(63);
    expect(a).not.toBe(b);
  });
});

describe('qualifyEntityName', () => {
  it('puts the system first, once', () => {
    expect(qualifyEntityName('shop', 'Redis')).toBe('shop-redis');
    expect(qualifyEntityName('shop', 'shop-web')).toBe('shop-web');
    expect(qualifyEntityName('shop', 'Shopping cart')).toBe(
      'shop-shopping-cart',
    );
  });
});

describe('toTag', () => {
  it.each([
    ['C++', 'c++'],
    ['C#', 'c#'],
    ['Node.js', 'node-js'],
    ['!!!', undefined],
  ])('turns %p into %p', (text, tag) => {
    expect(toTag(text)).toBe(tag);
  });
});

describe('assertRepositoryName', () => {
  it.each(['shop', 'Shop.web_2', '.github'])('accepts %p', name => {
    expect(() => assertRepositoryName(name)).not.toThrow();
  });
  it.each(['', '.', '..', 'a/b', 'a b', 'año', 'x.git', 'x'.repeat(101)])(
    'refuses %p',
    name => {
      expect(() => assertRepositoryName(name)).toThrow(/repository name/);
    },
  );
});
