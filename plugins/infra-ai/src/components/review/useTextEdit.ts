import { useEffect, useState, type KeyboardEvent } from 'react';

interface TextEdit {
  value: string;
  /** Left empty, it goes back to what it was. */
  isRequired?: boolean;
  /** Told once the person is done; undefined for no value. */
  onChange: (value: string | undefined) => void;
}

/** What is typed in a field of the review: Enter and leaving it keep it, Escape does not. */
export function useTextEdit({ value, isRequired, onChange }: TextEdit) {
  const [text, setText] = useState(value);
  // Undo, and edits elsewhere.
  useEffect(() => setText(value), [value]);
  const finish = () => {
    const wanted = text.trim();
    if (wanted === value || (isRequired && !wanted)) {
      setText(value);
    } else {
      onChange(wanted || undefined);
    }
  };
  const onKeyDown = (event: Pick<KeyboardEvent, 'key'>) => {
    if (event.key === 'Enter') {
      finish();
    } else if (event.key === 'Escape') {
      setText(value);
    }
  };
  return { text, setText, onBlur: finish, onKeyDown };
}
