import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

export const rootRouteRef = createRouteRef({ id: 'infra-ai' });

export const analyzeRouteRef = createSubRouteRef({
  id: 'infra-ai/analyze',
  parent: rootRouteRef,
  path: '/analyze',
});

export const historyRouteRef = createSubRouteRef({
  id: 'infra-ai/history',
  parent: rootRouteRef,
  path: '/analyses',
});

export const compareRouteRef = createSubRouteRef({
  id: 'infra-ai/compare',
  parent: rootRouteRef,
  path: '/analyses/compare',
});

export const healthRouteRef = createSubRouteRef({
  id: 'infra-ai/health',
  parent: rootRouteRef,
  path: '/health',
});

/** The catalog's graph, in portals that have it. */
export const catalogGraphRouteRef = createExternalRouteRef({
  id: 'catalog-graph',
  optional: true,
  defaultTarget: 'catalog-graph.catalogGraph',
});

export const analysisRouteRef = createSubRouteRef({
  id: 'infra-ai/analysis',
  parent: rootRouteRef,
  path: '/analyses/:id',
});
