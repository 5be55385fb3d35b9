import { readFiles } from '../../__testUtils__/readFiles';

const workload = (name: string, env: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: main
          image: example/${name}:1
          env: [${env}]
`;

describe('Messages and outside services of a cluster', () => {
  it('draws topics and who names them', async () => {
    const { relations, model } = await readFiles({
      'k.yaml': [
        'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: {name: river}\n',
        'apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\nmetadata: {name: boats, labels: {strimzi.io/cluster: river}}\nspec: {topicName: boats.moored}\n',
        workload('quay', '{name: BOATS_TOPIC, value: boats.moored}'),
      ].join('---\n'),
    });
    expect(relations.sort()).toEqual([
      'boats.moored > river',
      'quay > boats.moored',
    ]);
    expect(
      model.elements.find(({ name }) => name === 'boats.moored'),
    ).toMatchObject({ kind: 'resource', type: 'topic' });
  });

  it('follows triggers, sources and bindings to a broker', async () => {
    const { relations } = await readFiles({
      'k.yaml': [
        'apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: default}\n',
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: mailer}\nspec: {template: {spec: {containers: [{image: example/mailer}]}}}\n',
        'apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {name: t}\nspec: {broker: default, subscriber: {ref: {kind: Service, name: mailer}}}\n',
        'apiVersion: sources.knative.dev/v1\nkind: SinkBinding\nmetadata: {name: b}\nspec: {subject: {kind: Deployment, name: shop}, sink: {ref: {kind: Broker, name: default}}}\n',
        workload('shop', ''),
      ].join('---\n'),
    });
    expect(relations.sort()).toEqual([
      'mailer > default broker',
      'shop > default broker',
    ]);
  });

  it('draws what a mesh calls outside, and what scales by a queue', async () => {
    const { relations } = await readFiles({
      'k.yaml': [
        'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: weather}\nspec: {hosts: [api.weather.example]}\n',
        'apiVersion: rabbitmq.com/v1beta1\nkind: RabbitmqCluster\nmetadata: {name: hare}\n',
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: s}\nspec: {scaleTargetRef: {name: sail}, triggers: [{type: rabbitmq, metadata: {host: "amqp://hare:5672"}}, {type: prometheus, metadata: {serverAddress: "http://sail:9090"}}]}\n',
        workload(
          'sail',
          '{name: FORECAST, value: "https://api.weather.example/v2"}',
        ),
      ].join('---\n'),
    });
    expect(relations.sort()).toEqual(['sail > hare', 'sail > weather']);
  });

  it('says which kinds it does not know, and is silent about plumbing', async () => {
    const { warnings } = await readFiles({
      'k.yaml': [
        'apiVersion: example.com/v1\nkind: Lighthouse\nmetadata: {name: north}\n',
        'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: tls}\n',
        workload('sail', ''),
      ].join('---\n'),
    });
    expect(warnings).toEqual([
      expect.stringMatching(/of the kind Lighthouse \(example\.com\)/),
    ]);
  });
});

describe('Kustomizations', () => {
  it('reads patches that stand in them, and scripts that they mount', async () => {
    const { relations, warnings } = await readFiles({
      'base/all.yaml': [
        workload('shop', ''),
        workload('stock', ''),
        `apiVersion: batch/v1
kind: CronJob
metadata: {name: count}
spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: v, configMap: {name: scripts}}], containers: [{name: c, image: example/count}]}}}}}
`,
      ].join('---\n'),
      'base/kustomization.yaml':
        'resources: [all.yaml]\nconfigMapGenerator:\n  - name: scripts\n    files: [count.sh]\n',
      'base/count.sh': '#!/bin/sh\ncurl http://stock:80/count\n',
      'base/other.bin.conf': 'x y\n',
      'dev/kustomization.yaml': `resources: [../base]
patches:
  - target: {kind: Deployment, name: shop}
    patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec: {template: {spec: {containers: [{name: main, env: [{name: STOCK_URL, value: "http://stock"}]}]}}}
`,
    });
    expect(relations.sort()).toEqual(['count > stock', 'shop > stock']);
    expect(warnings).toEqual([expect.stringContaining('base/other.bin.conf')]);
  });
});
