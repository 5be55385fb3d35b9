/** A description and what a model may answer to it. */
export const shopText =
  'The web shop is written in React. It calls the orders service, which keeps its data in PostgreSQL 16.';

export const shopAnswer = {
  language: 'en',
  system: { name: 'Shop' },
  elements: [
    {
      id: 'web-shop',
      kind: 'component',
      type: 'website',
      name: 'web shop',
      technology: 'React',
      evidence: ['The web shop is written in React'],
      confidence: 1,
    },
    {
      id: 'orders',
      kind: 'component',
      type: 'service',
      name: 'orders service',
      evidence: ['calls the orders service'],
      confidence: 1,
    },
    {
      id: 'postgres',
      kind: 'resource',
      type: 'database',
      name: 'PostgreSQL',
      technology: 'PostgreSQL',
      evidence: ['keeps its data in PostgreSQL 16'],
      confidence: 0.9,
    },
  ],
  relations: [
    {
      from: 'web-shop',
      to: 'orders',
      type: 'dependsOn',
      evidence: ['It calls the orders service'],
      confidence: 1,
    },
    {
      from: 'orders',
      to: 'postgres',
      type: 'dependsOn',
      evidence: ['which keeps its data in PostgreSQL'],
      confidence: 1,
    },
  ],
  warnings: [],
};
