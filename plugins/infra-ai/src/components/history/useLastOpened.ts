import { useEffect, useRef } from 'react';
import { useSessionState } from '../../hooks';

/** Brings the row into view that was opened last, for who comes back from it. */
export function useLastOpened(isLoaded: boolean) {
  const table = useRef<HTMLDivElement>(null);
  const [lastOpened, setLastOpened] = useSessionState(
    'infra-ai.history-opened',
    '',
  );
  useEffect(() => {
    if (isLoaded && lastOpened) {
      table.current
        ?.querySelector(`[data-key="${CSS.escape(lastOpened)}"]`)
        ?.scrollIntoView({ block: 'nearest' });
      setLastOpened('');
    }
    // Once: what is opened later is for the next time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoaded]);
  return { table, setLastOpened };
}
