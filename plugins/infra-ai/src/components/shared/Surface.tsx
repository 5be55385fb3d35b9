import type { ReactNode } from 'react';
import styles from './Surface.module.css';

/** Where the plugin's views stand, on its page, an entity's or in the wizard: the portal's colors, with enough contrast on panels. */
export function Surface({ children }: { children: ReactNode }) {
  return (
    <div className={styles.outer}>
      <div className={styles.inner}>{children}</div>
    </div>
  );
}
