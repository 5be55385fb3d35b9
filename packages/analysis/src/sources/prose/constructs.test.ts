import { read } from './__testUtils__/read';

/** Texts, and all the relations that they state. */
const rows: Array<[text: string, relations: string[]]> = [
  // relative clauses behind a preposition
  [
    'Scores are kept in Redis, from which the web app reads them.',
    ['Web app > Redis'],
  ],
  [
    'La firma la hace el servicio de firma, al que llama el servicio de pedidos cuando hay una venta.',
    ['Servicio de pedidos > Servicio de firma'],
  ],
  // names beside the noun that says what they are
  [
    'Letters are produced by an external printing provider, Frobnix, to which the claims service sends a PDF.',
    ['Claims service > Frobnix'],
  ],
  [
    'Editors write in "Plume", our CMS, which is a PHP application on top of MariaDB.',
    ['Plume > MariaDB'],
  ],
  ['El indexador (`idx`, Go) llama a `focos-api`.', ['idx > focos-api']],
  // lists that go on
  [
    'El backend utiliza MySQL como almacenamiento principal, Redis para sesiones y RabbitMQ para los avisos.',
    ['Backend > MySQL', 'Backend > RabbitMQ', 'Backend > Redis'],
  ],
  [
    'The web app reads timetables from the scheduling service, prices from the records service, and orders from the mail service.',
    [
      'Web app > Mail service',
      'Web app > Records service',
      'Web app > Scheduling service',
    ],
  ],
  // bold names that act together, and the first and the second of them
  [
    '**Comisiones** y **Papeles** escuchan ese evento. El primero lo guarda en PostgreSQL; el segundo lo archiva en MinIO.',
    ['Comisiones > PostgreSQL', 'Papeles > MinIO'],
  ],
  [
    '1. **Editor** (Svelte) → **Recipes** (Go): saves recipes.',
    ['Editor > Recipes'],
  ],
  // topics of a broker
  [
    'The price service publishes to the `prices` topic in Kafka. The mail worker reads the `prices` topic.',
    ['Mail worker > Kafka', 'Price service > Kafka'],
  ],
  // who does what stands behind
  [
    'El padrón es consultado por el backend en el servicio web municipal.',
    ['Backend > Servicio web municipal'],
  ],
  // what a part depends on, and who uses it
  [
    '# billing-core\n\n## Dependencies\n\n- `customer-service` – addresses\n- PostgreSQL – invoices\n\n## Consumers\n\n- `order-service`\n',
    [
      'billing-core > PostgreSQL',
      'billing-core > customer-service',
      'order-service > billing-core',
    ],
  ],
  [
    '## Services\n\n- **Order Service** (Go)\n  - Depends on: PostgreSQL, Kafka\n',
    ['Order Service > Kafka', 'Order Service > PostgreSQL'],
  ],
  ['# my-app\n\n## Dependencies\n\n- express\n- React\n', []],
  // no relation
  ['The queue decouples the Orders API from the mail worker.', []],
];

describe('constructs of READMEs and decision records', () => {
  it.each(rows)('%s', async (text, relations) => {
    expect((await read(text)).relations.sort()).toEqual(relations.sort());
  });

  it('leaves out what was considered and rejected', async () => {
    const { names } = await read(
      'We looked at Algolia and at Typesense. The search service uses OpenSearch. Algolia was rejected because of its price. Typesense lacks analyzers.',
    );
    expect(names).toEqual(['Search service', 'OpenSearch']);
  });

  it('takes a heading for a part that the paragraph below explains', async () => {
    const { relations } = await read(
      '### Ticket printer\n\nCloud Function subscribed to Pub/Sub. Sends mail through SendGrid.\n\n### Flow\n\nThe API calls Stripe.\n',
    );
    expect(relations).toContain('Ticket printer > SendGrid');
  });

  it('speaks of its findings in the language of the text', async () => {
    const { warnings } = await read(
      'La API de pedidos guarda los pedidos en PostgreSQL. No usa Redis.',
    );
    expect(warnings).toBe(
      'Se omite porque el texto lo niega: Redis («No usa Redis»)',
    );
  });
});
