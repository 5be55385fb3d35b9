/** Systems of our own invention, each drawn by a pen in a given style. */
import { pen } from './svg.mjs';

const KINDS = {
  website: 'Component',
  service: 'Component',
  worker: 'Component',
  'identity-provider': 'Component',
};

/** `names`: by key, name and type; `lines`: keys from and to, `both` where it is drawn with two heads. */
function labelled(svg, names, lines) {
  return {
    svg,
    components: Object.values(names).map(([name, type]) => ({
      name,
      aliases: [],
      kind: KINDS[type] ?? 'Resource',
      type,
    })),
    relations: lines.map(([from, to, drawn]) => ({
      from: names[from][0],
      to: names[to][0],
      type: 'dependsOn',
      ...(drawn ? { drawn } : {}),
    })),
  };
}

/** One line that forks to three. */
export function trunk(style) {
  const p = pen(style);
  const label = text => (style.labels ? { label: text } : {});
  const svg = p.picture(
    900,
    480,
    [
      p.box(40, 220, 120, 60, 'Reader App'),
      p.box(240, 220, 120, 60, 'Edge Gateway'),
      p.box(480, 80, 130, 60, 'Loan Service'),
      p.box(480, 220, 130, 60, 'Book Catalog'),
      p.box(480, 360, 130, 60, 'Fine Service'),
      p.cylinder(720, 70, 110, 80, 'Loans DB'),
      p.cylinder(720, 210, 110, 80, 'OpenSearch'),
      p.box(710, 360, 140, 60, 'Payment\nProvider'),
      p.line([
        [160, 250],
        [240, 250],
      ]),
      p.line([
        [360, 250],
        [480, 250],
      ]),
      p.line([
        [420, 250],
        [420, 110],
        [480, 110],
      ]),
      p.line([
        [420, 250],
        [420, 390],
        [480, 390],
      ]),
      p.line(
        [
          [610, 110],
          [720, 110],
        ],
        label('SQL'),
      ),
      p.line(
        [
          [610, 250],
          [720, 250],
        ],
        label('search'),
      ),
      p.line([
        [610, 390],
        [710, 390],
      ]),
    ].join(''),
  );
  return labelled(
    svg,
    {
      app: ['Reader App', 'website'],
      gateway: ['Edge Gateway', 'api-gateway'],
      loan: ['Loan Service', 'service'],
      catalog: ['Book Catalog', 'service'],
      fine: ['Fine Service', 'service'],
      db: ['Loans DB', 'database'],
      search: ['OpenSearch', 'database'],
      payment: ['Payment Provider', 'service'],
    },
    [
      ['app', 'gateway'],
      ['gateway', 'loan'],
      ['gateway', 'catalog'],
      ['gateway', 'fine'],
      ['loan', 'db'],
      ['catalog', 'search'],
      ['fine', 'payment'],
    ],
  );
}

/** Frames in a frame, lines that end on frames, one with two heads, a dashed one. */
export function banking(style) {
  const p = pen(style);
  const svg = p.picture(
    920,
    570,
    [
      p.frame(250, 30, 640, 520, 'Production Cluster'),
      p.frame(460, 80, 400, 110, 'Accounts domain'),
      p.frame(460, 230, 180, 110, 'Transfers domain'),
      p.box(40, 200, 140, 60, 'Mobile Banking'),
      p.box(290, 200, 120, 60, 'API Gateway'),
      p.box(480, 115, 140, 50, 'Accounts'),
      p.cylinder(700, 105, 130, 70, 'PostgreSQL'),
      p.box(480, 265, 140, 50, 'Transfers'),
      p.pipe(720, 260, 120, 60, 'Kafka'),
      p.box(720, 430, 140, 60, 'Fraud Detection'),
      p.box(40, 440, 140, 60, 'Core Banking'),
      p.line([
        [180, 230],
        [290, 230],
      ]),
      p.line([
        [410, 215],
        [435, 215],
        [435, 135],
        [460, 135],
      ]),
      p.line([
        [410, 245],
        [435, 245],
        [435, 285],
        [460, 285],
      ]),
      p.line([
        [620, 140],
        [700, 140],
      ]),
      p.line(
        [
          [640, 290],
          [720, 290],
        ],
        { heads: 'both' },
      ),
      p.line([
        [790, 430],
        [790, 320],
      ]),
      p.line(
        [
          [550, 340],
          [550, 470],
          [180, 470],
        ],
        { dash: '6 5' },
      ),
    ].join(''),
  );
  return labelled(
    svg,
    {
      app: ['Mobile Banking', 'website'],
      gateway: ['API Gateway', 'api-gateway'],
      accounts: ['Accounts', 'service'],
      db: ['PostgreSQL', 'database'],
      transfers: ['Transfers', 'service'],
      kafka: ['Kafka', 'message-broker'],
      fraud: ['Fraud Detection', 'service'],
      core: ['Core Banking', 'service'],
    },
    [
      ['app', 'gateway'],
      ['gateway', 'accounts'],
      ['gateway', 'transfers'],
      ['accounts', 'db'],
      ['transfers', 'kafka', 'both'],
      ['fraud', 'kafka'],
      ['transfers', 'core'],
    ],
  );
}

/** Slanted lines that cross each other. */
export function newsroom(style) {
  const p = pen({ round: 10, ...style });
  const svg = p.picture(
    720,
    580,
    [
      p.box(60, 40, 150, 60, 'Newsroom CMS'),
      p.box(360, 40, 150, 60, 'Public Site'),
      p.box(40, 240, 150, 60, 'Article API'),
      p.box(280, 240, 150, 60, 'Image Service'),
      p.box(520, 240, 150, 60, 'Search Service'),
      p.cylinder(60, 460, 120, 80, 'MySQL'),
      p.cylinder(300, 460, 120, 80, 'MinIO'),
      p.ellipse(530, 460, 130, 70, 'Memcached'),
      ...[
        [120, 100, 115, 240],
        [180, 100, 330, 240],
        [390, 100, 165, 240],
        [470, 100, 580, 240],
        [110, 300, 115, 460],
        [160, 300, 560, 466],
        [355, 300, 358, 460],
        [560, 300, 175, 466],
      ].map(([x1, y1, x2, y2]) =>
        p.line([
          [x1, y1],
          [x2, y2],
        ]),
      ),
    ].join(''),
  );
  return labelled(
    svg,
    {
      cms: ['Newsroom CMS', 'website'],
      site: ['Public Site', 'website'],
      article: ['Article API', 'service'],
      image: ['Image Service', 'service'],
      search: ['Search Service', 'service'],
      sql: ['MySQL', 'database'],
      objects: ['MinIO', 'storage'],
      cache: ['Memcached', 'cache'],
    },
    [
      ['cms', 'article'],
      ['cms', 'image'],
      ['site', 'article'],
      ['site', 'search'],
      ['article', 'sql'],
      ['article', 'cache'],
      ['image', 'objects'],
      ['search', 'sql'],
    ],
  );
}

/** Cards with an icon beside name and subtitle, and curved lines. */
export function cards() {
  const p = pen({ ground: '#f5f7fa' });
  const card = (x, y, label, subtitle, color) =>
    `<rect x="${x}" y="${y}" width="190" height="64" rx="10" fill="#fff" stroke="#d5dbe3"/><circle cx="${
      x + 30
    }" cy="${y + 32}" r="16" fill="${color}"/><path d="M${x + 22} ${
      y + 32
    }h16M${x + 30} ${y + 24}v16" stroke="#fff" stroke-width="3"/><text x="${
      x + 56
    }" y="${
      y + 29
    }" font-size="14" font-weight="bold" fill="#1c2733">${label}</text><text x="${
      x + 56
    }" y="${y + 47}" font-size="11" fill="#66788a">${subtitle}</text>`;
  const curve = (x1, y1, x2, y2) => {
    const middle = (x1 + x2) / 2;
    return `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${
      x2 - 8
    } ${y2}" fill="none" stroke="#8796a8" stroke-width="2"/><path d="M${x2} ${y2}l-10 -5v10z" fill="#8796a8"/>`;
  };
  const svg = p.picture(
    1190,
    400,
    [
      card(40, 200, 'Web Console', 'React', '#4dabf7'),
      card(340, 120, 'Public API', 'Node.js', '#51cf66'),
      card(340, 300, 'Auth0', 'Identity provider', '#ff922b'),
      card(660, 40, 'Aurora', 'PostgreSQL', '#4263eb'),
      card(660, 150, 'SQS', 'Queue', '#f06595'),
      card(660, 260, 'Stripe', 'Payments', '#845ef7'),
      card(960, 150, 'Job Runner', 'Worker', '#51cf66'),
      curve(230, 222, 340, 152),
      curve(230, 242, 340, 332),
      curve(530, 140, 660, 72),
      curve(530, 152, 660, 182),
      curve(530, 166, 660, 292),
      '<path d="M960 182H860" stroke="#8796a8" stroke-width="2"/><path d="M850 182l10 -5v10z" fill="#8796a8"/>',
    ].join(''),
  );
  return labelled(
    svg,
    {
      console: ['Web Console', 'website'],
      api: ['Public API', 'service'],
      identity: ['Auth0', 'identity-provider'],
      db: ['Aurora', 'database'],
      queue: ['SQS', 'queue'],
      payments: ['Stripe', 'service'],
      jobs: ['Job Runner', 'worker'],
    },
    [
      ['console', 'api'],
      ['console', 'identity'],
      ['api', 'db'],
      ['api', 'queue'],
      ['api', 'payments'],
      ['jobs', 'queue'],
    ],
  );
}

/** In Spanish: a line that forks to three, of which three lines join to one. */
export function joined(style) {
  const p = pen({ fill: '#e1d5e7', stroke: '#9673a6', ...style });
  const svg = p.picture(
    780,
    580,
    [
      p.box(40, 190, 150, 60, 'Balanceador\nde carga'),
      p.box(300, 60, 160, 60, 'Gestión de pedidos'),
      p.box(300, 190, 160, 60, 'Envíos'),
      p.box(300, 320, 160, 60, 'Facturación'),
      p.box(590, 180, 130, 80, 'RabbitMQ'),
      p.box(590, 340, 130, 60, 'Auditoría'),
      p.cylinder(590, 470, 130, 80, 'Oracle'),
      p.line([
        [190, 220],
        [300, 220],
      ]),
      p.line([
        [245, 220],
        [245, 90],
        [300, 90],
      ]),
      p.line([
        [245, 220],
        [245, 350],
        [300, 350],
      ]),
      p.line([
        [460, 220],
        [590, 220],
      ]),
      p.line(
        [
          [460, 90],
          [530, 90],
          [530, 220],
        ],
        { heads: 'none' },
      ),
      p.line(
        [
          [460, 350],
          [530, 350],
          [530, 220],
        ],
        { heads: 'none' },
      ),
      p.line([
        [655, 340],
        [655, 260],
      ]),
      p.line([
        [655, 400],
        [655, 470],
      ]),
    ].join(''),
  );
  return labelled(
    svg,
    {
      balancer: ['Balanceador de carga', 'load-balancer'],
      orders: ['Gestión de pedidos', 'service'],
      shipping: ['Envíos', 'service'],
      billing: ['Facturación', 'service'],
      broker: ['RabbitMQ', 'message-broker'],
      audit: ['Auditoría', 'service'],
      db: ['Oracle', 'database'],
    },
    [
      ['balancer', 'orders'],
      ['balancer', 'shipping'],
      ['balancer', 'billing'],
      ['orders', 'broker'],
      ['shipping', 'broker'],
      ['billing', 'broker'],
      ['audit', 'broker'],
      ['audit', 'db'],
    ],
  );
}
