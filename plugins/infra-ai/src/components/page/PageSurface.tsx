import type { ReactNode } from 'react';
import styles from './PageSurface.module.css';

/** Where the page's views stand: the portal's colors, with enough contrast on panels. */
export function PageSurface({ children }: { children: ReactNode }) {
  return (
    <div className={styles.outer}>
      <div className={styles.inner}>{children}</div>
    </div>
  );
}
