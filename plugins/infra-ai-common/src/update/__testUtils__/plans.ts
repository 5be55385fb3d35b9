import { planFiles, type PlannedFile } from '../../files';
import type { Element, InfrastructureModel } from '../../model';

/** What {@link orders} may be told to say otherwise. */
export interface PlanChange {
  analysisId?: string;
  systemName?: string;
  owner?: string;
  techdocs?: boolean;
  description?: string;
  elements?: (elements: Element[]) => Element[];
  relations?: (
    relations: InfrastructureModel['relations'],
  ) => InfrastructureModel['relations'];
}

/** Files of a small analysis: a service, its database, its interface and a cache. */
export function orders(change: PlanChange = {}): PlannedFile[] {
  const common = { evidence: [], confidence: 0.9 };
  const elements: Element[] = [
    {
      id: 'orders',
      kind: 'component',
      type: 'service',
      name: 'Orders',
      description: change.description ?? 'Takes orders: "today", not #later',
      technology: 'Java',
      tags: ['http'],
      ...common,
    },
    {
      id: 'orders-db',
      kind: 'resource',
      type: 'database',
      name: 'Orders DB',
      technology: 'PostgreSQL',
      ...common,
    },
    {
      id: 'orders-api',
      kind: 'api',
      type: 'openapi',
      name: 'Orders API',
      ...common,
    },
    {
      id: 'cache',
      kind: 'resource',
      type: 'cache',
      name: 'Cache',
      technology: 'Redis',
      ...common,
    },
  ];
  const relations: InfrastructureModel['relations'] = [
    { from: 'orders', to: 'orders-db', type: 'dependsOn', ...common },
    { from: 'orders', to: 'cache', type: 'dependsOn', ...common },
    { from: 'orders', to: 'orders-api', type: 'providesApi', ...common },
  ];
  const kept = change.elements?.(elements) ?? elements;
  const ids = new Set(kept.map(({ id }) => id));
  return planFiles(
    {
      system: { name: change.systemName ?? 'shop' },
      elements: kept,
      relations: (change.relations?.(relations) ?? relations).filter(
        ({ from, to }) => ids.has(from) && ids.has(to),
      ),
      warnings: [],
      source: { kind: 'text' },
    },
    {
      owner: change.owner ?? 'group:default/shop-team',
      provenance: {
        analysisId: change.analysisId ?? 'analysis-1',
        analyzer: 'embedded',
      },
      projectSlug: 'acme/shop',
      techdocs: change.techdocs,
    },
  ).files;
}
