import { useApi } from '@backstage/core-plugin-api';
import type { AnalysisMatches } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../api';

/**
 * What the catalog has of the analysis already, asked again after each save. A catalog that does not answer leaves it
 * undefined: the review goes on without.
 */
export function useMatches(
  analysisId: string,
  round: number,
): AnalysisMatches | undefined {
  const api = useApi(infraAiApiRef);
  const [matches, setMatches] = useState<AnalysisMatches>();
  useEffect(() => {
    const controller = new AbortController();
    api.getMatches(analysisId, { signal: controller.signal }).then(
      answer => {
        if (!controller.signal.aborted) {
          setMatches(answer);
        }
      },
      () => {},
    );
    return () => controller.abort();
  }, [api, analysisId, round]);
  return matches;
}
