import { useEffect } from 'react';
import type { ModelDraft } from './DraftContext';

/** Ctrl or Cmd with Z, Shift+Z or Y, but in text fields, which have an undo of their own. */
export function useUndoKeys(draft: ModelDraft | undefined): void {
  const isEnabled = draft?.isEditable ?? false;
  const undo = draft?.undo;
  const redo = draft?.redo;
  useEffect(() => {
    if (!isEnabled || !undo || !redo) {
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable="true"]');
      if (isTyping || event.altKey || !(event.ctrlKey || event.metaKey)) {
        return;
      }
      const key = event.key.toLocaleLowerCase('en-US');
      if (key === 'z' && !event.shiftKey) {
        event.preventDefault();
        undo();
      } else if (key === 'y' || key === 'z') {
        event.preventDefault();
        redo();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isEnabled, undo, redo]);
}
