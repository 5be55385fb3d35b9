import type {
  Evidence,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** The sample web shop as an analyzer might find it in `text`. */
export function shopModel(text: string): InfrastructureModel {
  const said = (phrase: string): Evidence[] => {
    const start = text.indexOf(phrase);
    return start < 0
      ? [{ kind: 'inferred', why: 'The text implies it' }]
      : [{ kind: 'text', start, end: start + phrase.length }];
  };
  return {
    system: { name: 'Web shop', description: 'Sells things to people' },
    source: { kind: 'text', format: 'prose/en', language: 'en' },
    warnings: [],
    elements: [
      {
        id: 'storefront',
        kind: 'component',
        type: 'website',
        name: 'Storefront',
        technology: 'React',
        evidence: said('React storefront'),
        confidence: 0.96,
        description: 'What customers open in their browser.',
      },
      {
        id: 'shop-api',
        kind: 'api',
        type: 'openapi',
        name: 'Shop API',
        technology: 'REST',
        evidence: said('Shop API, a REST API'),
        confidence: 0.95,
      },
      {
        id: 'shop',
        kind: 'component',
        type: 'service',
        name: 'Shop service',
        technology: 'Node.js',
        evidence: [
          ...said('shop service provides'),
          ...said('The shop service is written in Node.js'),
        ],
        confidence: 0.98,
        tags: ['nodejs', 'backend'],
        description:
          'Takes orders, keeps carts and tells the rest of the company.',
      },
      {
        id: 'orders-db',
        kind: 'resource',
        type: 'database',
        name: 'Orders database',
        technology: 'PostgreSQL',
        evidence: said('orders and customers in a PostgreSQL database'),
        confidence: 0.92,
      },
      {
        id: 'carts',
        kind: 'resource',
        type: 'cache',
        name: 'Carts',
        technology: 'Redis',
        evidence: said('shopping carts in Redis'),
        confidence: 0.9,
      },
      {
        id: 'stripe',
        kind: 'component',
        type: 'external-service',
        name: 'Stripe',
        technology: 'Stripe',
        evidence: said('Payments go through Stripe'),
        confidence: 0.7,
      },
      {
        id: 'broker',
        kind: 'resource',
        type: 'message-broker',
        name: 'Events',
        technology: 'RabbitMQ',
        evidence: said('publishes an event to RabbitMQ'),
        confidence: 0.9,
      },
      {
        id: 'mail-worker',
        kind: 'component',
        type: 'worker',
        name: 'Mail worker',
        technology: 'Python',
        evidence: said('The mail worker, a Python service'),
        confidence: 0.94,
      },
      {
        id: 'sendgrid',
        kind: 'component',
        type: 'external-service',
        name: 'SendGrid',
        technology: 'SendGrid',
        evidence: said('confirmation through SendGrid'),
        confidence: 0.42,
      },
      {
        id: 'images',
        kind: 'resource',
        type: 'bucket',
        name: 'Product images',
        technology: 'Amazon S3',
        evidence: said('Product images are stored in an S3 bucket'),
        confidence: 0.88,
      },
      {
        id: 'logs',
        kind: 'resource',
        type: 'log-store',
        name: 'Log store',
        evidence: [
          {
            kind: 'inferred',
            why: 'Every service of this kind writes logs somewhere',
          },
        ],
        confidence: 0.3,
      },
    ],
    relations: [
      {
        from: 'storefront',
        to: 'shop-api',
        type: 'consumesApi',
        evidence: said('The storefront calls the Shop API'),
        confidence: 0.95,
      },
      {
        from: 'shop',
        to: 'shop-api',
        type: 'providesApi',
        evidence: said('that the shop service provides'),
        confidence: 0.95,
      },
      {
        from: 'shop',
        to: 'orders-db',
        type: 'dependsOn',
        description: 'stores orders and customers',
        evidence: said('stores orders and customers'),
        confidence: 0.95,
      },
      {
        from: 'shop',
        to: 'carts',
        type: 'dependsOn',
        evidence: said('keeps shopping carts'),
        confidence: 0.9,
      },
      {
        from: 'shop',
        to: 'stripe',
        type: 'dependsOn',
        evidence: said('Payments go through Stripe'),
        confidence: 0.6,
      },
      {
        from: 'shop',
        to: 'broker',
        type: 'dependsOn',
        evidence: said('publishes an event to RabbitMQ'),
        confidence: 0.9,
      },
      {
        from: 'mail-worker',
        to: 'broker',
        type: 'dependsOn',
        evidence: said('reads these events from RabbitMQ'),
        confidence: 0.9,
      },
      {
        from: 'mail-worker',
        to: 'sendgrid',
        type: 'dependsOn',
        evidence: said('through SendGrid'),
        confidence: 0.8,
      },
      {
        from: 'shop',
        to: 'images',
        type: 'dependsOn',
        evidence: said('Product images'),
        confidence: 0.6,
      },
      {
        from: 'shop',
        to: 'logs',
        type: 'dependsOn',
        evidence: [{ kind: 'inferred', why: 'See the log store' }],
        confidence: 0.3,
      },
    ],
  };
}
