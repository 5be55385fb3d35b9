import { useApi } from '@backstage/core-plugin-api';
import type { AnalyzerInfo } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../../api';

/**
 * All analyzers; undefined until they are known. Without the list the default analyzer still runs, so a failure here is
 * not worth an error.
 */
export function useAnalyzers(): AnalyzerInfo[] | undefined {
  const api = useApi(infraAiApiRef);
  const [analyzers, setAnalyzers] = useState<AnalyzerInfo[]>();
  useEffect(() => {
    const controller = new AbortController();
    api
      .listAnalyzers({ signal: controller.signal })
      .then(setAnalyzers, () => setAnalyzers(undefined));
    return () => controller.abort();
  }, [api]);
  return analyzers;
}
