import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';

const STORES = [
  'postgres:17',
  'redis:8',
  'rabbitmq:4',
  'mongo:8',
  'opensearchproject/opensearch:3',
];

/** A compose file in which every fifth service is a store and the others use two earlier ones and that store. */
export function compose(services: number): AnalyzerInput {
  const blocks = numbers(services).map(i =>
    i % 5 === 0
      ? `  store-${i}:
    image: ${STORES[(i / 5) % STORES.length]}
    volumes: [data-${i}:/var/lib/data]
`
      : `  app-${i}:
    image: registry.example.com/shop/app-${i}:1.${i}
    environment:
      STORE_URL: tcp://store-${i - (i % 5)}:5432/app
      PEER_URL: http://${peer(i)}:8080/api
      LOG_LEVEL: info
    depends_on: [store-${i - (i % 5)}]
    ports: ['${8000 + i}:8080']
    labels: { team: team-${i % 7} }
`,
  );
  return file('compose.yaml', `name: shop\nservices:\n${blocks.join('')}`);
}

/** Deployments with a service, a config map and probes each, every fourth with a stateful set, behind one ingress. */
export function kubernetes(workloads: number): AnalyzerInput {
  const documents = numbers(workloads).map(i => {
    const isStore = i % 4 === 0;
    const name = isStore ? `store-${i}` : `app-${i}`;
    const image = isStore ? STORES[(i / 4) % STORES.length] : `shop/${name}:1`;
    return `apiVersion: apps/v1
kind: ${isStore ? 'StatefulSet' : 'Deployment'}
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: main
          image: ${image}
          ports: [{ containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: ${name}-config } }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
          resources: { limits: { memory: 256Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-config, namespace: shop }
data:
  LOG_LEVEL: info
${
  isStore
    ? ''
    : `  STORE_URL: tcp://store-${i - (i % 4)}.shop.svc.cluster.local:5432
  PEER_URL: http://app-${i % 4 === 1 ? i : i - 1}
`
}`;
  });
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: entry, namespace: shop }
spec: { rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: app-1, port: { number: 80 } } } }] } }] }
`;
  return file('shop.yaml', [...documents, ingress].join('---\n'));
}

/** Functions with a role that may use a table and a queue, and a topic that feeds every other one. */
export function terraform(functions: number): AnalyzerInput {
  const blocks = numbers(functions).map(
    i => `resource "aws_dynamodb_table" "t${i}" {
  name     = "table-${i}"
  hash_key = "id"
}
resource "aws_sqs_queue" "q${i}" { name = "\${local.prefix}-queue-${i}" }
resource "aws_iam_role" "r${i}" { name = "role-${i}" }
resource "aws_iam_role_policy" "p${i}" {
  role = aws_iam_role.r${i}.id
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:PutItem"], Resource = aws_dynamodb_table.t${i}.arn },
      { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.q${i}.arn },
    ]
  })
}
resource "aws_lambda_function" "f${i}" {
  function_name = "\${local.prefix}-function-${i}"
  role          = aws_iam_role.r${i}.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  environment { variables = { TABLE = aws_dynamodb_table.t${i}.name, QUEUE = aws_sqs_queue.q${i}.url } }
}
`,
  );
  return file(
    'main.tf',
    `provider "aws" { region = "eu-central-1" }
locals { prefix = "shop" }
${blocks.join('')}`,
  );
}

/** A flowchart of services in subgraphs of ten. */
export function mermaid(nodes: number): AnalyzerInput {
  const lines = numbers(nodes).flatMap(i => [
    ...(i % 10 === 0 ? [`  subgraph team${i / 10} [Team ${i / 10}]`] : []),
    i % 5 === 0
      ? `    n${i}[(PostgreSQL ${i})]`
      : `    n${i}["Service ${i}<br/>Node.js"]`,
    ...(i % 10 === 9 || i === nodes - 1 ? ['  end'] : []),
  ]);
  const edges = numbers(nodes).flatMap(i =>
    i % 5 === 0
      ? []
      : [
          `  n${i} -->|stores in| n${i - (i % 5)}`,
          ...(i % 5 > 1 ? [`  n${i - 1} -->|calls| n${i}`] : []),
        ],
  );
  return file('shop.mmd', ['flowchart LR', ...lines, ...edges].join('\n'));
}

/** About one page, 450 words. */
export function english(): AnalyzerInput {
  return {
    kind: 'text',
    text: `# Bike rental

The bike rental is what people use to rent a bike for an hour or for a day. ${repeat(
      4,
      (name, store) => `
## ${name}

The ${name} service is written in Go and runs on Kubernetes. It stores its data in ${store} and keeps sessions in Redis.
The web app and the mobile app call it through the API gateway, which checks tokens with Keycloak. When something changes,
the ${name} service publishes an event to Kafka; the billing worker and the report worker consume these events. It does
not use RabbitMQ.

- Invoices are sent by e-mail through SendGrid.
- Pictures are kept in an S3 bucket and delivered by CloudFront.
- The report worker reads from ${store} and writes its results to BigQuery.

Later it may move to another region, but nothing has been decided so far. People on call find dashboards in Grafana, which
queries Prometheus.
`,
    )}`,
  };
}

/** The same in Spanish. */
export function spanish(): AnalyzerInput {
  return {
    kind: 'text',
    text: `# Alquiler de bicicletas

Con el alquiler de bicicletas la gente alquila una bicicleta por una hora o por un día. ${repeat(
      4,
      (name, store) => `
## ${name}

El servicio de ${name} está escrito en Go y se ejecuta en Kubernetes. Guarda sus datos en ${store} y las sesiones en Redis.
La aplicación web y la aplicación móvil lo llaman a través del API gateway, que valida los tokens con Keycloak. Cuando algo
cambia, el servicio de ${name} publica un evento en Kafka; el worker de facturación y el worker de informes consumen estos
eventos. No usa RabbitMQ.

- Las facturas se envían por correo mediante SendGrid.
- Las imágenes se guardan en un bucket de S3 y se entregan con CloudFront.
- El worker de informes lee de ${store} y escribe sus resultados en BigQuery.

Más adelante podría pasar a otra región, pero todavía no hay nada decidido. Las personas de guardia tienen sus paneles en
Grafana, que consulta Prometheus.
`,
    )}`,
  };
}

function repeat(
  times: number,
  section: (name: string, store: string) => string,
): string {
  const names = ['bookings', 'stations', 'payments', 'customers'];
  const stores = ['PostgreSQL', 'MongoDB', 'MySQL', 'Cassandra'];
  return numbers(times)
    .map(i => section(names[i % 4], stores[i % 4]))
    .join('');
}

function peer(i: number): string {
  return i % 5 === 1 ? `app-${Math.max(1, i - 2)}` : `app-${i - 1}`;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function file(path: string, text: string): AnalyzerInput {
  const content = new TextEncoder().encode(text);
  return { kind: 'files', files: [{ path, content }] };
}
