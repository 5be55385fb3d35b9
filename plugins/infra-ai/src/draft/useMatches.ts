import { useApi } from '@backstage/core-plugin-api';
import type { AnalysisMatches } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { infraAiApiRef } from '../api';

/** What the catalog has of an analysis as it is saved; asked again with `load`. */
export function useMatches(analysisId: string) {
  const api = useApi(infraAiApiRef);
  const [matches, setMatches] = useState<AnalysisMatches>();
  const [error, setError] = useState<unknown>();
  const round = useRef(0);
  const load = useCallback(async () => {
    round.current++;
    const own = round.current;
    try {
      const found = await api.getMatches(analysisId);
      if (own === round.current) {
        setMatches(found);
        setError(undefined);
      }
    } catch (reason) {
      if (own === round.current) {
        setError(reason);
      }
    }
  }, [api, analysisId]);
  useEffect(() => {
    load();
  }, [load]);
  return { matches, error, load };
}
