import { useCallback, useEffect, useMemo } from 'react';
import { useNavigationType, useSearchParams } from 'react-router-dom';
import { useSessionState } from '../../hooks';
import {
  readHistoryQuery,
  writeHistoryQuery,
  type HistoryQuery,
} from './historyQuery';

/**
 * What of the history is shown, kept in the address. Who follows a link to the bare address, as the tab is, is back
 * where they were in this tab of the browser; who loads it or goes back to it sees what it says.
 */
export function useHistoryQuery() {
  const [params, setParams] = useSearchParams();
  const [left, setLeft] = useSessionState('infra-ai.history', '');
  const isLoaded = useNavigationType() === 'POP';
  const written = params.toString();
  const query = useMemo(
    () => readHistoryQuery(new URLSearchParams(written)),
    [written],
  );

  useEffect(() => {
    if (written === '' && left !== '' && !isLoaded) {
      setParams(left, { replace: true });
    } else if (written !== left) {
      setLeft(written);
    }
  }, [written, left, isLoaded, setParams, setLeft]);

  const show = useCallback(
    (values: Record<string, string>, options?: { replace?: boolean }) => {
      // Told first: this is no link to the bare address.
      setLeft(new URLSearchParams(values).toString());
      setParams(values, options);
    },
    [setLeft, setParams],
  );
  const change = useCallback(
    (changes: Partial<HistoryQuery>, options?: { replace?: boolean }) =>
      // Another list begins at its first page.
      show(writeHistoryQuery({ ...query, page: 1, ...changes }), options),
    [query, show],
  );
  const clear = useCallback(() => show({}), [show]);
  return { query, change, clear };
}
