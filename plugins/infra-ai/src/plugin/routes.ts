import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

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

export const healthRouteRef = createSubRouteRef({
  id: 'infra-ai/health',
  parent: rootRouteRef,
  path: '/health',
});

export const analysisRouteRef = createSubRouteRef({
  id: 'infra-ai/analysis',
  parent: rootRouteRef,
  path: '/analyses/:id',
});
