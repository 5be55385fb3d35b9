import { useId } from 'react';
import type { DraftProblem } from '../../../draft/DraftContext';
import { useTextEdit } from '../useTextEdit';
import styles from './ModelTables.module.css';

interface TextCellProps {
  label: string;
  value: string;
  maxLength: number;
  /** Left empty, it goes back to what it was. */
  isRequired?: boolean;
  problems: DraftProblem[];
  /** Id of a `datalist` with suggestions. */
  list?: string;
  /** Told what the person types, and `''` when the field gets the focus. */
  onText?: (text: string) => void;
  /** Told once the person is done; undefined for no value. */
  onChange: (value: string | undefined) => void;
}

/** A field of a table, with what is wrong below it. */
export function TextCell(props: TextCellProps) {
  const { label, maxLength, problems, list, onText } = props;
  const { text, setText, onBlur, onKeyDown } = useTextEdit(props);
  const problemId = useId();
  return (
    <>
      <input
        type="text"
        aria-label={label}
        aria-invalid={problems.some(({ severity }) => severity === 'error')}
        aria-describedby={problems.length > 0 ? problemId : undefined}
        value={text}
        maxLength={maxLength}
        list={list}
        onFocus={() => onText?.('')}
        onChange={event => {
          setText(event.target.value);
          onText?.(event.target.value);
        }}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
      {problems.length > 0 && (
        <span id={problemId} className={styles.problem}>
          {problems.map(({ message }) => message).join(' ')}
        </span>
      )}
    </>
  );
}
