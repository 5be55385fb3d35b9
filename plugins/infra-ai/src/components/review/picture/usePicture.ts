import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../../../api';

/** The stored picture of an analysis. */
export function usePicture(analysisId: string) {
  const api = useApi(infraAiApiRef);
  const [round, setRound] = useState(0);
  const [blob, setBlob] = useState<Blob>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const controller = new AbortController();
    setError(undefined);
    api
      .getPicture(analysisId, { signal: controller.signal })
      .then(setBlob, reason => {
        if (!isAbort(reason)) {
          setError(reason);
        }
      });
    return () => controller.abort();
  }, [api, analysisId, round]);
  const reload = useCallback(() => setRound(current => current + 1), []);
  return { blob, error, reload };
}
