import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from 'react';

interface Size {
  width: number;
  height: number;
}

const MIN = 0.05;
const MAX = 8;
/** What one press of a button does. */
const STEP = 1.4;

/**
 * How large a picture is drawn in a box that scrolls.
 *
 * @param viewport - the box
 * @param picture - the picture's own size, in pixels
 * @param maxFit - how much a small picture may grow to fill the box
 */
export function useZoom(
  viewport: RefObject<HTMLElement>,
  picture: Size,
  maxFit: number,
) {
  const available = useSize(viewport);
  const [chosen, setChosen] = useState<number | 'fit'>('fit');
  const fit =
    available.width > 0 && available.height > 0
      ? Math.min(
          available.width / picture.width,
          available.height / picture.height,
          maxFit,
        )
      : 1;
  const scale = chosen === 'fit' ? fit : chosen;
  const current = useRef(scale);
  current.current = scale;
  const anchor = useRef<{ x: number; y: number; from: number }>();

  /** Zooms; what lies at that point of the viewport, by default its middle, stays there. */
  const zoomTo = useCallback(
    (next: number, at?: { x: number; y: number }) => {
      const box = viewport.current;
      const clamped = Math.min(MAX, Math.max(MIN, next));
      anchor.current = {
        x: at?.x ?? (box?.clientWidth ?? 0) / 2,
        y: at?.y ?? (box?.clientHeight ?? 0) / 2,
        from: current.current,
      };
      setChosen(clamped);
    },
    [viewport],
  );

  useLayoutEffect(() => {
    const box = viewport.current;
    const point = anchor.current;
    anchor.current = undefined;
    if (!box || !point || point.from === scale) {
      return;
    }
    const keep = (offset: number, at: number, room: number, side: number) => {
      const margin = (zoom: number) => Math.max(0, (room - side * zoom) / 2);
      const inPicture = (offset + at - margin(point.from)) / point.from;
      return inPicture * scale + margin(scale) - at;
    };
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = box;
    box.scrollLeft = keep(scrollLeft, point.x, clientWidth, picture.width);
    box.scrollTop = keep(scrollTop, point.y, clientHeight, picture.height);
  }, [viewport, scale, picture.width, picture.height]);

  useWheelAndPinch(viewport, current, zoomTo);

  return {
    scale,
    isFit: chosen === 'fit',
    zoomTo,
    zoomIn: () => zoomTo(scale * STEP),
    zoomOut: () => zoomTo(scale / STEP),
    fit: () => setChosen('fit'),
  };
}

function useSize(box: RefObject<HTMLElement>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const measure = () =>
      setSize(({ width, height }) => {
        const { clientWidth, clientHeight } = element;
        return width === clientWidth && height === clientHeight
          ? { width, height }
          : { width: clientWidth, height: clientHeight };
      });
    measure();
    const observer = new ResizeObserver(() =>
      // Written in the observer's own turn, browsers report a loop.
      window.requestAnimationFrame(measure),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

/** Wheel with Ctrl, which is also what a pinch on a touch pad sends, and a pinch on a touch screen. */
function useWheelAndPinch(
  viewport: RefObject<HTMLElement>,
  scale: RefObject<number>,
  zoomTo: (scale: number, at: { x: number; y: number }) => void,
) {
  useEffect(() => {
    const box = viewport.current;
    if (!box) {
      return undefined;
    }
    const inBox = (x: number, y: number) => {
      const { left, top } = box.getBoundingClientRect();
      return { x: x - left, y: y - top };
    };
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoomTo(
          scale.current! * Math.exp(-event.deltaY * 0.005),
          inBox(event.clientX, event.clientY),
        );
      }
    };
    let pinch: { distance: number; scale: number } | undefined;
    const touch = (event: TouchEvent) => {
      if (event.touches.length !== 2) {
        pinch = undefined;
        return;
      }
      event.preventDefault();
      const [a, b] = [event.touches[0], event.touches[1]];
      const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      pinch ??= { distance, scale: scale.current! };
      zoomTo(
        (pinch.scale * distance) / pinch.distance,
        inBox((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2),
      );
    };
    // React listens passively, and then the browser zooms the page.
    const options = { passive: false };
    box.addEventListener('wheel', wheel, options);
    box.addEventListener('touchstart', touch, options);
    box.addEventListener('touchmove', touch, options);
    box.addEventListener('touchend', touch, options);
    return () => {
      box.removeEventListener('wheel', wheel);
      box.removeEventListener('touchstart', touch);
      box.removeEventListener('touchmove', touch);
      box.removeEventListener('touchend', touch);
    };
  }, [viewport, scale, zoomTo]);
}
