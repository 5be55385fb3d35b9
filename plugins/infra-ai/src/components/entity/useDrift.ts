import { useApi } from '@backstage/core-plugin-api';
import type { DriftReport } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';

/** Looks again while a check runs. */
const interval = (report: DriftReport | undefined) =>
  report?.state === 'checking' ? 2_000 : undefined;

/** The last comparison of an entity with its repository, and the way to start another. */
export function useDrift(entityRef: string) {
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) => api.getDrift(entityRef, options),
    [api, entityRef],
  );
  const { value, isLoaded, error, reload } = useLoaded<DriftReport | undefined>(
    load,
    interval,
  );
  const [isStarting, setIsStarting] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  const check = async () => {
    setIsStarting(true);
    setRefusal(undefined);
    try {
      await api.checkDrift(entityRef);
      reload();
    } catch (problem) {
      setRefusal(problem);
    } finally {
      setIsStarting(false);
    }
  };

  return { report: value, isLoaded, error, reload, check, isStarting, refusal };
}
