import { useStore, type ReactFlowState } from '@xyflow/react';
import { useEffect } from 'react';

/** Smaller than this, the 14 pixels of a name are less than 5. */
const READABLE = 0.35;

/** How the graph is to be drawn at its present size. */
export interface Zoom {
  isReadable: boolean;
  /** Length in the graph, a power of two, that is about a pixel on the screen. */
  pixel: number;
}

const readable = ({ transform }: ReactFlowState) => transform[2] >= READABLE;

const pixelOf = ({ transform }: ReactFlowState) =>
  2 ** Math.round(Math.log2(1 / transform[2]));

/** Tells when the graph is to be drawn otherwise, not each change of its size: those come with every frame. */
export function ZoomStep({ onChange }: { onChange: (zoom: Zoom) => void }) {
  const isReadable = useStore(readable);
  const pixel = useStore(pixelOf);
  useEffect(
    () => onChange({ isReadable, pixel }),
    [onChange, isReadable, pixel],
  );
  return null;
}
