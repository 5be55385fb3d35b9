import { TextField } from '@backstage/ui';
import { useEffect, useState } from 'react';
import type { DraftProblem } from '../../../draft/DraftContext';
import styles from './Details.module.css';

interface DraftFieldProps {
  label: string;
  value: string;
  maxLength: number;
  /** Left empty, it goes back to what it was. */
  isRequired?: boolean;
  problems?: DraftProblem[];
  /** Told once the person is done; undefined for no value. */
  onChange: (value: string | undefined) => void;
}

/** A field of the details: Enter and leaving it keep what was written, Escape does not. */
export function DraftField(props: DraftFieldProps) {
  const {
    label,
    value,
    maxLength,
    isRequired,
    problems = [],
    onChange,
  } = props;
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
  return (
    <div>
      <TextField
        label={label}
        size="small"
        value={text}
        maxLength={maxLength}
        isInvalid={problems.some(({ severity }) => severity === 'error')}
        onChange={setText}
        onBlur={finish}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            finish();
          } else if (event.key === 'Escape') {
            setText(value);
          }
        }}
      />
      {problems.map(({ message }) => (
        <p key={message} role="alert" className={styles.problem}>
          {message}
        </p>
      ))}
    </div>
  );
}
