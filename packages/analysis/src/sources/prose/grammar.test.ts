import { read } from './__testUtils__/read';

/** Sentences, and all the relations that they state. */
type Rows = Array<[text: string, relations: string[]]>;

describe('voice', () => {
  const rows: Rows = [
    [
      'The Orders API calls the billing service.',
      ['Orders API > Billing service'],
    ],
    [
      'The billing service is called by the Orders API.',
      ['Orders API > Billing service'],
    ],
    [
      'Invoices are stored in MySQL by the billing service.',
      ['Billing service > MySQL'],
    ],
    [
      'Events published by the Orders API are consumed by the mail worker from RabbitMQ.',
      ['Mail worker > RabbitMQ'],
    ],
    ['The web app is served by CloudFront.', ['CloudFront > Web app']],
    [
      'El servicio de pagos llama a la API de pedidos.',
      ['Servicio de pagos > API de pedidos'],
    ],
    [
      'La API de pedidos es consultada por el servicio de pagos.',
      ['Servicio de pagos > API de pedidos'],
    ],
    [
      'El servicio de pagos usa Kafka. Los pagos se guardan en MySQL.',
      ['Servicio de pagos > Kafka', 'Servicio de pagos > MySQL'],
    ],
  ];
  it.each(rows)('%s', async (text, relations) => {
    expect((await read(text)).relations.sort()).toEqual(relations.sort());
  });
});

describe('order of words', () => {
  const rows: Rows = [
    [
      'La API usa Kafka. Los datos los guarda el servicio de clientes en PostgreSQL.',
      ['API > Kafka', 'Servicio de clientes > PostgreSQL'],
    ],
    [
      'El servicio de pedidos publica mensajes en Kafka. Los mensajes los consume el servicio de correo.',
      ['Servicio de pedidos > Kafka', 'Servicio de correo > Kafka'],
    ],
    [
      "The order service's jobs are processed by the mail worker.",
      ['Mail worker > Order service'],
    ],
    [
      'Sensors in the vans publish positions to an EMQX broker.',
      ['Sensors > EMQX'],
    ],
    [
      'The dashboard calls the Fleet API, which the history service provides.',
      [
        'Dashboard > Fleet API (consumesApi)',
        'History service > Fleet API (providesApi)',
      ],
    ],
    [
      'El panel de control llama a la API de flota, que ofrece el servicio de historial.',
      [
        'Panel de control > API de flota (consumesApi)',
        'Servicio de historial > API de flota (providesApi)',
      ],
    ],
    [
      'The orders service publishes to RabbitMQ. The mail worker listens to events that the orders service emits.',
      ['Orders service > RabbitMQ', 'Mail worker > RabbitMQ'],
    ],
    [
      'The billing worker consumes events that the orders service emits.',
      ['Billing worker > Orders service'],
    ],
  ];
  it.each(rows)('%s', async (text, relations) => {
    expect((await read(text)).relations.sort()).toEqual(relations.sort());
  });
});

describe('coordination', () => {
  const rows: Rows = [
    [
      'The Orders API and the billing service read from Kafka.',
      ['Orders API > Kafka', 'Billing service > Kafka'],
    ],
    [
      'The Orders API uses Redis, MySQL and Kafka.',
      ['Orders API > Redis', 'Orders API > MySQL', 'Orders API > Kafka'],
    ],
    [
      'The orders, billing and shipping services call the user service.',
      [
        'Orders service > User service',
        'Billing service > User service',
        'Shipping service > User service',
      ],
    ],
    [
      'The Orders API stores orders in MySQL and publishes events to Kafka.',
      ['Orders API > MySQL', 'Orders API > Kafka'],
    ],
    [
      'The Orders API uses MySQL for data and Redis for caching.',
      ['Orders API > MySQL', 'Orders API > Redis'],
    ],
    [
      'The extract job copies customers from Salesforce and orders from the orders database into an S3 bucket called raw-sales. A Spark job reads raw-sales.',
      [
        'Extract job > Salesforce',
        'Extract job > Orders database',
        'Extract job > raw-sales',
        'Spark job > raw-sales',
      ],
    ],
    [
      'Los servicios de pedidos, pagos y envíos llaman al servicio de usuarios.',
      [
        'Servicio de pedidos > Servicio de usuarios',
        'Servicio de pagos > Servicio de usuarios',
        'Servicio de envíos > Servicio de usuarios',
      ],
    ],
    [
      'La API de pedidos guarda los pedidos en MySQL y las sesiones en Redis.',
      ['API de pedidos > MySQL', 'API de pedidos > Redis'],
    ],
  ];
  it.each(rows)('%s', async (text, relations) => {
    expect((await read(text)).relations.sort()).toEqual(relations.sort());
  });
});

describe('negation', () => {
  it.each([
    ['The Orders API uses MySQL. It does not use Redis.', 'Redis'],
    ['The Orders API uses MySQL, not MongoDB.', 'MongoDB'],
    ['The Orders API uses MySQL without Redis.', 'Redis'],
    ['The Orders API uses MySQL instead of MongoDB.', 'MongoDB'],
    ['The Orders API uses MySQL and never calls Stripe.', 'Stripe'],
    ['La API de pedidos usa MySQL. No utiliza Redis.', 'Redis'],
    ['La API de pedidos usa MySQL, sin Redis.', 'Redis'],
    ['La API de pedidos usa MySQL en lugar de MongoDB.', 'MongoDB'],
  ])('%s', async (text, denied) => {
    const { names, relations, warnings } = await read(text);
    expect(relations).toEqual([`${names[0]} > MySQL`]);
    expect(names).not.toContain(denied);
    expect(warnings).toContain(denied);
  });

  it('of a relation keeps both ends', async () => {
    const { names, relations } = await read(
      'The web app calls the Orders API. The Orders API uses MySQL. The web app does not access MySQL directly.',
    );
    expect(names).toEqual(['Web app', 'Orders API', 'MySQL']);
    expect(relations).toEqual(['Web app > Orders API', 'Orders API > MySQL']);
  });

  it('ends where something is said in contrast', async () => {
    expect(
      (
        await read(
          'The Orders API does not use Redis but stores orders in MySQL.',
        )
      ).relations,
    ).toEqual(['Orders API > MySQL']);
  });
});

describe('certainty', () => {
  it.each([
    ['The Orders API will use Redis.', 'Orders API > Redis'],
    ['The Orders API may later use Redis.', 'Orders API > Redis'],
    ['La API de pedidos podría usar Redis.', 'API de pedidos > Redis'],
    ['The Orders API uses either Redis or Memcached.', 'Orders API > Redis'],
    ['En el futuro, la API de pedidos usa Redis.', 'API de pedidos > Redis'],
  ])('%s is less certain', async (text, relation) => {
    const { confidence } = await read(text);
    expect(confidence[relation]).toBeLessThan(0.7);
  });

  it('of what is stands beside plans', async () => {
    const { confidence } = await read(
      'The Orders API uses MySQL. The mail worker will use Redis.',
    );
    expect(confidence['Orders API > MySQL']).toBeGreaterThan(0.9);
    expect(confidence['Mail worker > Redis']).toBeLessThan(0.7);
  });

  it.each([
    'The Orders API uses MySQL. Alternatively, PostgreSQL works.',
    'The Orders API uses MySQL. It supports stores such as PostgreSQL.',
    'La API de pedidos usa MySQL. Como alternativa, PostgreSQL.',
    'La API de pedidos usa MySQL. Admite bases de datos como por ejemplo PostgreSQL.',
  ])('alternatives and examples are left out: %s', async text => {
    expect((await read(text)).names).not.toContain('PostgreSQL');
  });
});

describe('pronouns', () => {
  const rows: Rows = [
    [
      'The Orders API calls the billing service. It stores orders in MySQL.',
      ['Orders API > Billing service', 'Orders API > MySQL'],
    ],
    [
      'The orders service and the billing service run on EC2. Both use Redis.',
      ['Orders service > Redis', 'Billing service > Redis'],
    ],
    [
      'The orders service publishes events to Kafka. The mail worker consumes them.',
      ['Orders service > Kafka', 'Mail worker > Kafka'],
    ],
    [
      'El servicio de tienda está escrito en Node.js. Guarda pedidos en MySQL.',
      ['Servicio de tienda > MySQL'],
    ],
    [
      'El servicio de pedidos publica eventos en Kafka y el servicio de correo los consume.',
      ['Servicio de pedidos > Kafka', 'Servicio de correo > Kafka'],
    ],
  ];
  it.each(rows)('%s', async (text, relations) => {
    expect((await read(text)).relations.sort()).toEqual(relations.sort());
  });
});

describe('names', () => {
  it('given with "called" mean one thing', async () => {
    const { names, relations, elements } = await read(
      'The ingestion service writes readings to a Kafka topic called telemetry. The alert service reads the telemetry topic and notifies drivers through Twilio.',
    );
    expect(names).toEqual([
      'Ingestion service',
      'telemetry',
      'Alert service',
      'Twilio',
    ]);
    expect(elements.telemetry.type).toBe('topic');
    expect(relations).toEqual([
      'Ingestion service > telemetry',
      'Alert service > telemetry',
      'Alert service > Twilio',
    ]);
  });

  it('in Spanish too', async () => {
    expect(
      (
        await read(
          'El servicio de ingesta escribe en un tema de Kafka llamado telemetría. El servicio de alertas lee el tema telemetría.',
        )
      ).relations,
    ).toEqual([
      'Servicio de ingesta > telemetría',
      'Servicio de alertas > telemetría',
    ]);
  });

  it('of frameworks mean the component that is made with them, where it acts', async () => {
    const { relations, elements } = await read(
      'React calls Django, and Django queries MariaDB.',
    );
    expect(relations).toEqual(['React > Django', 'Django > MariaDB']);
    expect(elements.React.type).toBe('website');
    expect((await read('Django consulta MariaDB.')).relations).toEqual([
      'Django > MariaDB',
    ]);
    // where a component is known to be made with it, that one acts
    expect(
      (
        await read(
          'The Orders API is written in Django. Django queries MariaDB.',
        )
      ).relations,
    ).toEqual(['Orders API > MariaDB']);
  });

  it.each([
    ['The clients and the dispatchers use the web app.', ['Web app']],
    ['Los clientes y los despachadores usan el portal web.', ['Portal web']],
  ])('of people are no software: %s', async (text, names) => {
    expect((await read(text)).names).toEqual(names);
  });
});

describe('the system', () => {
  it.each([
    [
      'Fleet Monitoring watches 400 delivery vans. The API stores positions in MySQL.',
      'Fleet Monitoring',
    ],
    [
      'Control de Flota vigila 400 furgonetas. La API guarda las posiciones en MySQL.',
      'Control de Flota',
    ],
    ['# Corner Shop\n\nThe API stores orders in MySQL.', 'Corner Shop'],
    [
      'Sales Desk is a web application for agents. The API stores orders in MySQL.',
      'Sales Desk',
    ],
  ])('%s', async (text, system) => {
    expect((await read(text)).system).toBe(system);
  });

  it.each([
    'Azure Functions calls Cosmos DB.',
    'The Orders API stores orders in MySQL.',
    'Orders Service calls Billing Service.',
  ])('is not what acts in "%s"', async text => {
    expect((await read(text)).system).toBeUndefined();
  });
});
