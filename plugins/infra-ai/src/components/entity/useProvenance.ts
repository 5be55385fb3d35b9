import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';

/** Where an entity came from. */
export function useProvenance(entityRef: string) {
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) => api.getProvenance(entityRef, options),
    [api, entityRef],
  );
  return useLoaded(load);
}
