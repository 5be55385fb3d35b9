import { useEffect, useRef, useState, type DragEvent } from 'react';
import { hasFiles } from './checkPicture';

/** Handlers that make an element the target of dropped files, and whether some hover over it. */
export function usePictureDrop(onDrop: (data: DataTransfer) => void) {
  const [isOver, setIsOver] = useState(false);
  // Each child that is crossed enters and leaves too.
  const depth = useRef(0);

  // A file that misses the target would replace the page, and what was typed with it.
  useEffect(() => {
    const prevent = (event: globalThis.DragEvent) => {
      if (hasFiles(event.dataTransfer)) {
        event.preventDefault();
      }
    };
    window.addEventListener('dragover', prevent);
    window.addEventListener('drop', prevent);
    return () => {
      window.removeEventListener('dragover', prevent);
      window.removeEventListener('drop', prevent);
    };
  }, []);

  const enter = (change: number) => (event: DragEvent) => {
    if (hasFiles(event.dataTransfer)) {
      event.preventDefault();
      depth.current = Math.max(0, depth.current + change);
      setIsOver(depth.current > 0);
    }
  };
  return {
    isOver,
    handlers: {
      onDragEnter: enter(1),
      onDragLeave: enter(-1),
      onDragOver: (event: DragEvent) => {
        if (hasFiles(event.dataTransfer)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }
      },
      onDrop: (event: DragEvent) => {
        depth.current = 0;
        setIsOver(false);
        if (hasFiles(event.dataTransfer)) {
          event.preventDefault();
          onDrop(event.dataTransfer);
        }
      },
    },
  };
}

/** Takes files that are pasted anywhere on the page while the caller is shown; text still goes into its field. */
export function usePicturePaste(onPaste: (data: DataTransfer) => void): void {
  const latest = useRef(onPaste);
  latest.current = onPaste;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      if (data && hasFiles(data) && data.files.length > 0) {
        event.preventDefault();
        latest.current(data);
      }
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}
