import { useApi } from '@backstage/core-plugin-api';
import type { AnalysisList } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useRef } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';
import { toListQuery, type HistoryQuery } from './historyQuery';

const UNDER_WAY_MS = 3_000;

/** One page of the history. The last one stays in view while the next is loaded. */
export function useHistory(query: HistoryQuery) {
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) =>
      api.listAnalyses(toListQuery(query), options),
    [api, query],
  );
  const { value, error, reload } = useLoaded(load, untilAllEnded);
  const last = useRef<AnalysisList>();
  useEffect(() => {
    last.current = value ?? last.current;
  }, [value]);
  return { list: value ?? last.current, isStale: !value, error, reload };
}

/** A list in which something goes on is looked at again. */
function untilAllEnded(list: AnalysisList | undefined): number | undefined {
  const goesOn = list?.items.some(
    ({ state, publications }) =>
      [state, ...publications.map(publication => publication.state)].includes(
        'queued',
      ) ||
      [state, ...publications.map(publication => publication.state)].includes(
        'running',
      ),
  );
  return goesOn ? UNDER_WAY_MS : undefined;
}
