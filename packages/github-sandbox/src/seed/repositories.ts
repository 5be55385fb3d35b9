/** A repository that the sandbox starts with. */
export interface SeedRepository {
  owner: string;
  name: string;
  description: string;
  topics: string[];
  /** ISO 8601; fixed, so that every first start makes the same commits. */
  date: string;
  message: string;
  files: Record<string, string>;
}

const handbook: SeedRepository = {
  owner: 'acme',
  name: 'handbook',
  description: 'How we work at Acme',
  topics: ['documentation'],
  date: '2026-01-12T09:00:00Z',
  message: 'Start the handbook',
  files: {
    'README.md': `# Acme handbook

How we work, in as few pages as possible.

- [Onboarding](docs/onboarding.md)
- [On call](docs/on-call.md)

Every page has an owner. If a page is wrong, fix it and ask the owner for a review.
`,
    'docs/onboarding.md': `# Onboarding

## First day

1. Get access to the portal and sign in.
2. Read the description of the system your team owns.
3. Pair with your buddy on a small change and ship it.

## First month

Join one on-call rotation as a shadow. Ask many questions.
`,
    'docs/on-call.md': `# On call

| Severity | Answer within | Example                        |
| -------- | ------------- | ------------------------------ |
| 1        | 15 minutes    | Customers cannot pay           |
| 2        | 1 hour        | One region is slow             |
| 3        | Next workday  | A dashboard shows no data      |

Write a short review after every incident of severity 1 or 2. We look for
causes, not for culprits.
`,
  },
};

const storefront: SeedRepository = {
  owner: 'acme',
  name: 'storefront',
  description: 'The web shop of Acme',
  topics: ['nodejs', 'shop'],
  date: '2026-02-03T10:30:00Z',
  message: 'Storefront with its services in Docker Compose',
  files: {
    'README.md': `# Storefront

The web shop. A Node.js application that shows the catalog, keeps carts in
Redis and orders in PostgreSQL, and hands payments to the payments service.

## Run it

\`\`\`sh
docker compose up
\`\`\`

Then open <http://localhost:8080>.
`,
    'docker-compose.yml': `services:
  web:
    build: .
    ports:
      - '8080:8080'
    environment:
      DATABASE_URL: postgres://shop@orders-db:5432/shop
      CACHE_URL: redis://cart-cache:6379
      PAYMENTS_URL: http://payments:8090
    depends_on:
      - orders-db
      - cart-cache
      - payments

  worker:
    build: .
    command: node src/worker.js
    environment:
      DATABASE_URL: postgres://shop@orders-db:5432/shop
      QUEUE_URL: amqp://order-events:5672
    depends_on:
      - orders-db
      - order-events

  payments:
    image: ghcr.io/acme/payments:1.8
    expose:
      - '8090'

  orders-db:
    image: postgres:17
    volumes:
      - orders:/var/lib/postgresql/data

  cart-cache:
    image: redis:7

  order-events:
    image: rabbitmq:4

volumes:
  orders:
`,
    Dockerfile: `FROM node:24-slim
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY src src
EXPOSE 8080
CMD ["node", "src/server.js"]
`,
    'package.json': `${JSON.stringify(
      {
        name: 'storefront',
        version: '2.4.0',
        private: true,
        scripts: { start: 'node src/server.js' },
        dependencies: { express: '^5.0.0', pg: '^8.13.0', redis: '^4.7.0' },
      },
      null,
      2,
    )}\n`,
    'src/server.js': `const express = require('express');

const app = express();

app.get('/health', (_req, res) => {
  res.json({ status: 'ok' });
});

app.listen(8080);
`,
    'src/worker.js': `// Sends the confirmation of each order that arrives on the queue.
console.log('waiting for orders');
`,
  },
};

const payments: SeedRepository = {
  owner: 'acme',
  name: 'payments',
  description: 'Takes payments and refunds them',
  topics: ['backstage-include', 'payments'],
  date: '2026-03-17T14:15:00Z',
  message: 'Payments service with its API',
  files: {
    'README.md': `# Payments

Takes payments for every shop of Acme. The API is described in
[openapi.yaml](openapi.yaml).
`,
    'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  title: Payments
  description: Takes payments and refunds them
  tags:
    - payments
spec:
  type: service
  lifecycle: production
  owner: guests
  providesApis:
    - payments-api
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: payments-api
  title: Payments API
  description: Payments and refunds over HTTP
spec:
  type: openapi
  lifecycle: production
  owner: guests
  definition:
    $text: ./openapi.yaml
`,
    'openapi.yaml': `openapi: 3.0.3
info:
  title: Payments API
  version: 1.8.0
paths:
  /payments:
    post:
      summary: Take a payment
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Payment'
      responses:
        '201':
          description: The payment was taken
  /payments/{id}/refund:
    post:
      summary: Refund a payment
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '204':
          description: The payment was refunded
components:
  schemas:
    Payment:
      type: object
      required: [amount, currency]
      properties:
        amount:
          type: integer
          description: In the smallest unit of the currency
        currency:
          type: string
          example: EUR
`,
  },
};

const dotfiles: SeedRepository = {
  owner: 'guest',
  name: 'dotfiles',
  description: 'My shell, editor and git settings',
  topics: [],
  date: '2026-01-05T20:00:00Z',
  message: 'Settings that every machine of mine shares',
  files: {
    'README.md': `# dotfiles

Settings that I carry from machine to machine.
`,
    '.gitconfig': `[pull]
	rebase = true
[init]
	defaultBranch = main
`,
    '.editorconfig': `root = true

[*]
indent_style = space
indent_size = 2
insert_final_newline = true
`,
  },
};

export const SEED_REPOSITORIES = [handbook, storefront, payments, dotfiles];
