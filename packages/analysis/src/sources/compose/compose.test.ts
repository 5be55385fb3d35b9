import { readFiles } from '../../__testUtils__/readFiles';

async function read(files: Record<string, string>) {
  const { model, relations, warnings } = await readFiles(files);
  return {
    model,
    element: (name: string) =>
      model.elements.find(element => element.name === name),
    relations,
    warnings: warnings.join('\n'),
  };
}

/** Services `web`, with the given lines, `api` and `db`. */
const compose = (web: string) => `services:
  web:
    image: example/web
${web.replace(/^(?=.)/gm, '    ')}
  api: {image: example/api}
  db: {image: postgres}
`;

describe('docker-compose', () => {
  it.each([
    ['depends_on as a list', 'depends_on: [api]'],
    [
      'depends_on with conditions',
      'depends_on:\n  api:\n    condition: service_healthy',
    ],
    ['links', 'links: [api]'],
    [
      'links with an alias',
      'links: ["api:backend"]\nenvironment: ["URL=http://backend:80"]',
    ],
    ['variables as a map', 'environment:\n  API_URL: http://api:8080'],
    ['variables as a list', 'environment:\n  - API_URL=http://api:8080'],
    ['a variable that names a host', 'environment: {API_HOST: api}'],
    ['a command line', 'command: ["serve", "--api-url=http://api:8080"]'],
    ['a command line as one text', 'command: serve --api-url http://api:8080'],
    ['a label', 'labels: {backstage.io/depends-on: "component:default/api"}'],
    ['a label in a list', 'labels: ["backstage.io/depends-on=api"]'],
  ])('%s is a relation', async (_, web) => {
    expect((await read({ 'compose.yaml': compose(web) })).relations).toEqual([
      'web > api',
    ]);
  });

  it.each([
    ['allowed origins', 'environment: {CORS_ORIGINS: "http://api:8080"}'],
    ['a host elsewhere', 'environment: {API_URL: "https://api.example.com"}'],
    ['the service itself', 'environment: {SELF_URL: "http://web:80"}'],
    ['a variable without a value', 'environment: [API_URL]'],
  ])('%s is none', async (_, web) => {
    expect((await read({ 'compose.yaml': compose(web) })).relations).toEqual(
      [],
    );
  });

  it('takes values from the env files given with it', async () => {
    const { relations } = await read({
      'deploy/compose.yaml': `services:
  web:
    image: example/web
    environment: {API_URL: "\${API_URL}"}
    env_file: [common.env, {path: ./web.env, required: false}]
  api: {image: example/api}
  db: {image: postgres}
  cache: {image: redis}
`,
      'deploy/.env': 'API_URL=http://api:80\n',
      'deploy/common.env': 'DB_HOST=db\n',
      'deploy/web.env': 'REDIS_URL=redis://cache:6379\n',
    });
    expect(relations).toEqual(['web > api', 'web > cache', 'web > db']);
  });

  it('puts an override file over the file that it overrides', async () => {
    const { relations, element } = await read({
      'compose.override.yaml': `services:
  api:
    image: nginx
    depends_on: [db]
`,
      'compose.yaml': `services:
  api: {image: example/api, depends_on: [web]}
  web: {image: example/web}
  db: {image: postgres}
`,
    });
    expect(relations).toEqual(['api > db', 'api > web']);
    expect(element('api')?.technology).toBe('NGINX');
  });

  it('takes from the service that one extends, in this file or another', async () => {
    const { relations, element } = await read({
      'compose.yaml': `services:
  api:
    extends: {service: base}
    image: example/api
  worker:
    extends: {file: common.compose.yaml, service: worker}
  base: {image: postgres, environment: {CACHE_URL: "redis://cache:6379"}}
  cache: {image: redis}
`,
      'common.compose.yaml': `services:
  worker: {image: redis, depends_on: [cache]}
`,
    });
    expect(relations).toEqual([
      'api > cache',
      'base > cache',
      'worker > cache',
    ]);
    expect(element('api')?.kind).toBe('component');
  });

  it('does not follow services that extend each other for ever', async () => {
    const { model } = await read({
      'compose.yaml':
        'services:\n  a: {image: x, extends: {service: b}}\n  b: {image: y, extends: {service: a}}\n',
    });
    expect(model.elements.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('reads anchors and merge keys', async () => {
    const { relations } = await read({
      'compose.yaml': `x-app: &app
  depends_on: [db]
services:
  api: {<<: *app, image: example/api}
  worker: {<<: *app, image: example/worker}
  db: {image: postgres}
`,
    });
    expect(relations).toEqual(['api > db', 'worker > db']);
  });

  it('takes what labels say', async () => {
    const { element, model } = await read({
      'compose.yaml': `name: shop
services:
  web:
    image: example/web
    labels:
      backstage.io/owner: front
      backstage.io/lifecycle: production
      backstage.io/title: Web shop
      backstage.io/tags: checkout, public
      backstage.io/type: website
`,
    });
    expect(model.system?.name).toBe('shop');
    expect(element('web')).toMatchObject({
      owner: 'front',
      lifecycle: 'production',
      title: 'Web shop',
      tags: ['checkout', 'public'],
      type: 'website',
    });
  });

  it('says what it could not find or read', async () => {
    const { warnings } = await read({
      'compose.yaml':
        'services:\n  web: {image: example/web, depends_on: [gone]}\n  empty:\n',
      'other/compose.yaml': 'services:\n  a: {image: [\n',
    });
    expect(warnings).toMatch(/"web" depends on "gone"/);
    expect(warnings).toMatch(/"empty" has no definition/);
    expect(warnings).toMatch(/YAML/);
  });

  it.each([
    ['traefik:v3', 'traefik.http.routers.shop.rule: Host(`shop.example`)'],
    ['caddy:2', 'caddy: shop.example'],
  ])(
    'follows the labels that %s reads its routes from',
    async (image, label) => {
      const { relations } = await read({
        'compose.yaml': `services:
  edge: {image: "${image}"}
  shop:
    image: example/shop
    labels:
      ${label}
  stock: {image: example/stock, labels: ["traefik.enable=false"]}
`,
      });
      expect(relations).toEqual(['edge > shop']);
    },
  );

  it('tells a store without an image by its port, and reads bare names of connections', async () => {
    const { relations, model } = await read({
      'compose.override.yaml': `services:
  ledgerdata: {ports: ["127.0.0.1:15432:5432/tcp"]}
  hare: {image: "rabbitmq:3"}
  ledger:
    image: example/ledger
    environment:
      ConnectionStrings__Bus: hare
      ConnectionStrings__Ledger: \${LEDGER_DB:-Server=ledgerdata;Database=x}
`,
    });
    expect(
      model.elements.find(({ name }) => name === 'ledgerdata'),
    ).toMatchObject({ kind: 'resource', technology: 'PostgreSQL' });
    expect(relations.sort()).toEqual(['ledger > hare', 'ledger > ledgerdata']);
  });

  it.each([
    ['./migrate && ./serve', 'service'],
    ['sh -c "./wait; ./migrate; exit 0"', 'job'],
  ])('takes "%s" for a %s', async (command, type) => {
    const { model } = await read({
      'compose.yaml': `services:\n  desk: {image: example/desk, command: '${command}'}\n`,
    });
    expect(model.elements[0]).toMatchObject({ type });
  });
});
