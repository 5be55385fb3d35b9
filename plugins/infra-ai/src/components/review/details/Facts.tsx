import type { ReactNode } from 'react';
import styles from './Details.module.css';

/** Words and what they are; those without a value are left out. */
export function Facts({
  facts,
}: {
  facts: Array<[label: string, value: ReactNode]>;
}) {
  const known = facts.filter(([, value]) => value);
  if (known.length === 0) {
    return null;
  }
  return (
    <dl className={styles.facts}>
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
