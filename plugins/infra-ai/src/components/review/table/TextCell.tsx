import { useEffect, useId, useState } from 'react';
import type { DraftProblem } from '../../../draft/DraftContext';
import styles from './ModelTables.module.css';

interface TextCellProps {
  label: string;
  value: string;
  maxLength: number;
  /** Left empty, it goes back to what it was. */
  isRequired?: boolean;
  problems: DraftProblem[];
  /** Told once the person is done; undefined for no value. */
  onChange: (value: string | undefined) => void;
}

/** A field of a table: Enter and leaving it keep what was written, Escape does not. What is wrong stands below it. */
export function TextCell(props: TextCellProps) {
  const { label, value, maxLength, isRequired, problems, onChange } = props;
  const [text, setText] = useState(value);
  const problemId = useId();
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
  return (
    <>
      <input
        type="text"
        aria-label={label}
        aria-invalid={problems.some(({ severity }) => severity === 'error')}
        aria-describedby={problems.length > 0 ? problemId : undefined}
        value={text}
        maxLength={maxLength}
        onChange={event => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            finish();
          } else if (event.key === 'Escape') {
            setText(value);
          }
        }}
      />
      {problems.length > 0 && (
        <span id={problemId} className={styles.problem}>
          {problems.map(({ message }) => message).join(' ')}
        </span>
      )}
    </>
  );
}
