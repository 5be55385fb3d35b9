import { read } from './__testUtils__/read';

describe('lists', () => {
  it('say what each of their items does', async () => {
    const { relations, elements } = await read(
      `## Components

- **Catalog API** (Go): reads products from PostgreSQL.
- **Search service**: queries Elasticsearch and calls the Catalog API.
`,
    );
    expect(elements['Catalog API'].technology).toBe('Go');
    expect(relations.sort()).toEqual([
      'Catalog API > PostgreSQL',
      'Search service > Catalog API',
      'Search service > Elasticsearch',
    ]);
  });

  it('in Spanish', async () => {
    const { relations } = await read(
      `## Componentes

- **API de catálogo**: lee los productos de PostgreSQL.
- **Servicio de búsqueda**: consulta Elasticsearch y llama a la API de catálogo.
`,
    );
    expect(relations.sort()).toEqual([
      'API de catálogo > PostgreSQL',
      'Servicio de búsqueda > API de catálogo',
      'Servicio de búsqueda > Elasticsearch',
    ]);
  });
});

describe('headings', () => {
  it('name what the text below is about', async () => {
    const { relations } = await read(
      `# Ledger

## Booking service

Stores bookings in PostgreSQL. It publishes events to Kafka.

## Report worker

Consumes events from Kafka.
`,
    );
    expect(relations.sort()).toEqual([
      'Booking service > Kafka',
      'Booking service > PostgreSQL',
      'Report worker > Kafka',
    ]);
  });

  it('that name no building block are none', async () => {
    const { names } = await read(
      '# Overview\n\n## Getting started\n\nThe API stores orders in MySQL.\n\n## Requirements\n',
    );
    expect(names).toEqual(['API', 'MySQL']);
  });
});

describe('tables', () => {
  it('are read by their columns', async () => {
    const { relations, elements } = await read(
      `| Service | Technology | Database | Depends on |
| --- | --- | --- | --- |
| Orders service | Java | PostgreSQL | Billing service |
| Billing service | Go | MySQL | |
`,
    );
    expect(elements['Orders service'].technology).toBe('Java');
    expect(relations.sort()).toEqual([
      'Billing service > MySQL',
      'Orders service > Billing service',
      'Orders service > PostgreSQL',
    ]);
  });

  it('in Spanish', async () => {
    const { relations } = await read(
      `El sistema tiene estos servicios.

| Servicio | Tecnología | Base de datos |
| --- | --- | --- |
| Servicio de pedidos | Java | PostgreSQL |
| Servicio de pagos | Go | MySQL |
`,
    );
    expect(relations.sort()).toEqual([
      'Servicio de pagos > MySQL',
      'Servicio de pedidos > PostgreSQL',
    ]);
  });
});

describe('arrows', () => {
  it('relate the words beside them', async () => {
    expect((await read('Web app → Orders API → PostgreSQL')).relations).toEqual(
      ['Web app > Orders API', 'Orders API > PostgreSQL'],
    );
  });
});
