import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { detectSource } from '../../detect';
import { cpuClock } from '../../__testUtils__/cpuClock';
import { readFiles } from '../../__testUtils__/readFiles';

async function read(files: Record<string, string>) {
  const { model, relations, warnings } = await readFiles(files);
  return {
    model: parseInfrastructureModel(model),
    names: model.elements.map(({ name }) => name).sort(),
    relations,
    warnings,
  };
}

/** A deployment with one container, and its service. */
const app = (name: string, container = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: main
          image: example/${name}:1
${container}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: {app: ${name}}
`;
const env = (name: string, value: string) =>
  `          env: [{name: ${name}, value: "${value}"}]`;

describe('Kubernetes', () => {
  it.each([
    ['a bare name', 'API_HOST', 'api'],
    ['a name with its port', 'API_ADDR', 'api:8080'],
    ['a name in its namespace', 'API_URL', 'http://api.shop:8080'],
    ['a full name', 'API_URL', 'grpc://api.shop.svc.cluster.local:90/x'],
    ['one pod of a stateful set', 'API_URL', 'http://api-0.api:8080'],
  ])('follows %s', async (_, name, value) => {
    const { relations } = await read({
      'all.yaml': [app('web', env(name, value)), app('api')].join('---\n'),
    });
    expect(relations).toEqual(['web > api']);
  });

  it.each([
    ['a host of the internet', 'API_URL', 'https://api.example.com/v1'],
    ['the workload itself', 'SELF_URL', 'http://web:80'],
    ['a setting that calls nobody', 'CORS_ALLOWED_ORIGINS', 'http://api:80'],
  ])('makes no relation of %s', async (_, name, value) => {
    const { relations } = await read({
      'all.yaml': [app('web', env(name, value)), app('api')].join('---\n'),
    });
    expect(relations).toEqual([]);
  });

  it('reads values through config maps, secrets and other variables', async () => {
    const { relations, model } = await read({
      'web.yaml': app(
        'web',
        `          envFrom:
            - configMapRef: {name: settings}
          env:
            - {name: PAY_HOST, value: pay}
            - {name: PAY_URL, value: "http://$(PAY_HOST):80"}
            - name: STORE
              valueFrom: {secretKeyRef: {name: store, key: url}}`,
      ),
      'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {API_URL: "http://api:80"}
---
apiVersion: v1
kind: Secret
metadata: {name: store}
data: {url: ${Buffer.from('redis://:s3cret@store:6379').toString('base64')}}
`,
      'apps.yaml': [app('api'), app('pay'), app('store')].join('---\n'),
    });
    expect(relations).toEqual(['web > api', 'web > pay', 'web > store']);
    expect(JSON.stringify(model)).not.toContain('s3cret');
  });

  it('joins an overlay with its base, with generated config and renamed images', async () => {
    const { names, relations, model, warnings } = await read({
      'base/kustomization.yaml':
        'resources: [web.yaml, data.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [QUEUE_HOST=queue]\n    envs: [web.properties]\n',
      'base/web.properties': 'DB_HOST=data\n# a comment\n',
      'base/web.yaml': app(
        'web',
        '          envFrom: [{configMapRef: {name: settings}}]',
      ),
      'base/data.yaml': app('data'),
      'overlays/prod/kustomization.yaml':
        'resources: [../../base, queue.yaml]\npatches: [{path: patch.yaml}]\nimages: [{name: example/data, newName: postgres}]\n',
      'overlays/prod/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: main
          env: [{name: MAIL_URL, value: "http://mail:25"}]
`,
      'overlays/prod/queue.yaml': [app('queue'), app('mail')].join('---\n'),
    });
    expect(names).toEqual(['data', 'mail', 'queue', 'web']);
    expect(relations).toEqual(['web > data', 'web > mail', 'web > queue']);
    const data = model.elements.find(({ name }) => name === 'data');
    expect(data).toMatchObject({ kind: 'resource', technology: 'PostgreSQL' });
    expect(warnings).toEqual([]);
  });

  it('takes owner, system and description from labels and annotations', async () => {
    const { model } = await read({
      'all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app.kubernetes.io/part-of: shop, team: front}
  annotations: {backstage.io/lifecycle: production, backstage.io/title: Web shop}
spec:
  template:
    spec:
      containers: [{name: web, image: example/web}]
`,
    });
    expect(model.system?.name).toBe('shop');
    expect(model.elements[0]).toMatchObject({
      title: 'Web shop',
      owner: 'front',
      lifecycle: 'production',
      evidence: [{ kind: 'file', path: 'all.yaml', line: 4 }],
    });
  });

  it('infers whose store one is from its name, and says so', async () => {
    const { model, relations } = await read({
      'all.yaml': [app('carts'), app('carts-db')].join('---\n'),
    });
    expect(relations).toEqual(['carts > carts-db']);
    expect(model.relations[0].evidence[0].kind).toBe('inferred');
  });

  it('says what it could not read or find', async () => {
    const { warnings, names } = await read({
      'all.yaml': app('web', env('API_URL', 'http://nowhere:80')),
      'templates/x.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n{{- if .Values.y }}\n{{- end }}\n',
      'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: [\n',
    });
    expect(names).toEqual(['web']);
    expect(warnings.join('\n')).toMatch(/Helm template/);
    expect(warnings.join('\n')).toMatch(/Not read as YAML/);
    expect(warnings.join('\n')).toMatch(/"web" names "nowhere"/);
  });

  it('is told from other YAML', () => {
    expect(detectSource(app('web'))).toBe('kubernetes');
    expect(
      detectSource('{"kind": "Pod", "apiVersion": "v1", "metadata": {}}'),
    ).toBe('kubernetes');
    expect(
      detectSource(
        'apiVersion: backstage.io/v1alpha1\nkind: Component\n',
        'catalog-info.yaml',
      ),
    ).not.toBe('kubernetes');
    expect(
      detectSource('services:\n  web:\n    image: nginx\n', 'compose.yaml'),
    ).toBe('docker-compose');
  });

  it.each([
    [
      'repeated parts',
      `kind: Pod\napiVersion: v1\na0: &a0 [x]\n${Array.from(
        { length: 30 },
        (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`,
      ).join('\n')}`,
    ],
    ['deep nesting', `kind: Pod\napiVersion: v1\nspec: ${'['.repeat(50_000)}`],
    ['many documents', 'kind: Pod\napiVersion: v1\n---\n'.repeat(5000)],
    ['a self-naming variable', app('web', env('A', '$(A)$(A)$(A)'))],
  ])('takes no time for %s', async (_, text) => {
    const worked = cpuClock();
    await read({ 'a.yaml': text });
    expect(worked()).toBeLessThan(2000);
  });

  it('knows the secret that an operator makes for its database', async () => {
    const { relations } = await read({
      'db.yaml': `${app(
        'api',
        '          env: [{name: DB_URI, valueFrom: {secretKeyRef: {name: orders-db-app, key: uri}}}]',
      )}---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: orders-db}
`,
    });
    expect(relations).toEqual(['api > orders-db']);
  });

  it('takes a network policy for a hint where nothing else says who calls', async () => {
    const { relations, model } = await read({
      'policy.yaml': `${app('web')}---
${app('stock')}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: stock-from-web}
spec:
  podSelector: {matchLabels: {app: stock}}
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {podSelector: {}}, {namespaceSelector: {matchLabels: {a: b}}}]}]
`,
    });
    expect(relations).toEqual(['web > stock']);
    expect(model.relations[0].confidence).toBeLessThan(0.9);
    expect(model.relations[0].evidence[0].kind).toBe('inferred');
  });
});
