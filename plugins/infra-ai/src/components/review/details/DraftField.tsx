import { TextField } from '@backstage/ui';
import type { DraftProblem } from '../../../draft/DraftContext';
import { useTextEdit } from '../useTextEdit';
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

/** A field of the details, with what is wrong below it. */
export function DraftField(props: DraftFieldProps) {
  const { label, maxLength, problems = [] } = props;
  const { text, setText, onBlur, onKeyDown } = useTextEdit(props);
  return (
    <div>
      <TextField
        label={label}
        size="small"
        value={text}
        maxLength={maxLength}
        isInvalid={problems.some(({ severity }) => severity === 'error')}
        onChange={setText}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
      {problems.map(({ message }) => (
        <p key={message} role="alert" className={styles.problem}>
          {message}
        </p>
      ))}
    </div>
  );
}
