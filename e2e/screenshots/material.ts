/** What the pictures show is made of this. */
export const TICKETS = `The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL and publishes every sale to Kafka.
The mailer consumes the sales from Kafka and sends the tickets through Amazon SES. Prices are cached in Redis.`;

/** The same system, some weeks later. */
export const TICKETS_LATER = `The ticket office is a Vue web app. It calls the Booking API, which stores bookings in PostgreSQL and publishes every sale to Kafka.
The mailer consumes the sales from Kafka and sends the tickets through Amazon SES. Reports are kept in Amazon S3.`;

export const FLEET =
  'Delivery vans send their position over MQTT to the telemetry service, a Go program. It stores the positions in TimescaleDB and raises alerts through the Notification API.';

export const COMPOSE = `services:
  web:
    image: ghcr.io/acme/orders-web:1
    depends_on:
      - api
  api:
    image: ghcr.io/acme/orders-api:3
    depends_on:
      - orders-db
      - cache
  orders-db:
    image: postgres:17
  cache:
    image: redis:8
`;

/** What the catalog reads of that repository: it has fallen behind. */
export const CATALOG_INFO = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: orders
  title: Orders
spec:
  owner: guests
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders-web
spec:
  type: service
  lifecycle: production
  owner: guests
  system: orders
`;

/** Requests for the list of analyses. */
export const ANALYSES = /\/api\/infra-ai\/(v1\/)?analyses(\?|$)/;

const DAY = 24 * 60 * 60 * 1000;

/** A month of work with two analyzers, quiet on weekends. */
export const MONTH_OF_USE = {
  analyzers: [
    { id: 'embedded', title: 'Embedded analyzer' },
    { id: 'gemini', title: 'Gemini' },
  ],
  days: Array.from({ length: 30 }, (_, index) => {
    const day = new Date(Date.now() - (29 - index) * DAY);
    const isWeekend = day.getUTCDay() % 6 === 0;
    const embedded = isWeekend ? 0 : 2 + ((index * 7) % 5);
    const gemini = Math.floor(embedded / 2);
    return {
      day: day.toISOString().slice(0, 10),
      analyses: [
        { analyzer: 'embedded', state: 'completed', count: embedded },
        { analyzer: 'gemini', state: 'completed', count: gemini },
        ...(index % 9 === 4
          ? [{ analyzer: 'gemini', state: 'failed', count: 1 }]
          : []),
      ],
      inputTokens: gemini * 2150,
      outputTokens: gemini * 3900,
      costUsd: gemini * 0.0104,
      unpriced: 0,
      meanSeconds: embedded ? 1.4 + (index % 4) * 0.6 : undefined,
    };
  }),
};
