/** What the instructions for every kind of material have in common: the words of the answer. */

/** @param material - what names things: "text" or "picture" */
export const elementKinds = (material: string) =>
  `- kind "component": software that runs: services, web sites, mobile apps, workers, functions, jobs, gateways, libraries.
- kind "resource": what components use and nobody codes: databases, caches, queues, brokers, topics, buckets, clusters,
  CDNs, load balancers, networks, and systems of other companies.
- kind "api": an interface that is named as such (REST, GraphQL, gRPC, events). Do not add one that the ${material} does not name.
- type: one English word or two, in lower case: service, website, mobile-app, worker, function, library, gateway,
  database, cache, queue, message-broker, topic, object-storage, search-engine, cluster, cdn, load-balancer,
  external-service, openapi, graphql, grpc, asyncapi.
- id: short, unique, lower case letters, digits and dashes. Relations refer to it.`;

export const relationTypes = `- "dependsOn": the caller to the called, a service to its store, a producer and a consumer to their broker.
- "providesApi" and "consumesApi": a component to an element of kind "api".
- "partOf": a component to the component it is a part of.`;
