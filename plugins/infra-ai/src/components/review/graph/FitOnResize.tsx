import { useReactFlow, useStore, type FitViewOptions } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** Brings the graph back into its frame when that gets another width: a phone is turned, a window made smaller. */
export function FitOnResize({ options }: { options: FitViewOptions }) {
  const { fitView } = useReactFlow();
  const width = useStore(state => state.width);
  const before = useRef(0);
  useEffect(() => {
    // The first width is what the graph was fitted into.
    if (before.current > 0 && before.current !== width) {
      fitView(options);
    }
    before.current = width;
  }, [width, fitView, options]);
  return null;
}
