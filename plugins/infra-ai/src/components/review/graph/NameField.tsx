import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Graph.module.css';

interface NameFieldProps {
  name: string;
  /** Undefined leaves the name as it is. */
  onDone: (name: string | undefined) => void;
}

/** The name of an element while it is changed in its place: Enter and leaving keep it, Escape does not. */
export function NameField({ name, onDone }: NameFieldProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [value, setValue] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (isKept: boolean) => {
    // Taking the field away blurs it, which must not count as a second answer.
    if (!isDone.current) {
      isDone.current = true;
      const text = value.trim();
      onDone(isKept && text && text !== name ? text : undefined);
    }
  };
  return (
    <input
      ref={field}
      className={`${styles.nameField} nodrag nopan`}
      aria-label={t('graph.rename', { name })}
      value={value}
      maxLength={200}
      onChange={event => setValue(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter' || event.key === 'Escape') {
          finish(event.key === 'Enter');
        }
      }}
    />
  );
}
