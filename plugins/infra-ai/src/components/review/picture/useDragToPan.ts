import { useRef, type MouseEvent, type PointerEvent } from 'react';

/** So many pixels make a drag of a click. */
const SLACK = 4;

/** Handlers that let a mouse drag the content of a box that scrolls. A finger does so anyway. */
export function useDragToPan() {
  const start = useRef<{ x: number; y: number; left: number; top: number }>();
  const isDragging = useRef(false);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      isDragging.current = false;
      if (event.pointerType === 'mouse' && event.button === 0) {
        const { scrollLeft, scrollTop } = event.currentTarget;
        start.current = {
          x: event.clientX,
          y: event.clientY,
          left: scrollLeft,
          top: scrollTop,
        };
      }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      if (!from) {
        return;
      }
      const box = event.currentTarget;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (!isDragging.current && Math.hypot(dx, dy) > SLACK) {
        isDragging.current = true;
        // From here on only: a captured pointer clicks on what captured it, not on a box of the picture.
        box.setPointerCapture(event.pointerId);
      }
      if (isDragging.current) {
        box.scrollLeft = from.left - dx;
        box.scrollTop = from.top - dy;
      }
    },
    onPointerUp: () => {
      start.current = undefined;
    },
    onPointerCancel: () => {
      start.current = undefined;
    },
    /** The end of a drag is no click. */
    onClickCapture: (event: MouseEvent) => {
      if (isDragging.current) {
        isDragging.current = false;
        event.stopPropagation();
      }
    },
  };
}
