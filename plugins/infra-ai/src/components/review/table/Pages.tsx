import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import styles from './ModelTables.module.css';

/** Rows of a page; so many fields are drawn at a time. */
const PAGE_SIZE = 50;

/** One page of a list. */
export function usePage<T>(all: T[]) {
  const [wanted, setPage] = useState(0);
  const count = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(wanted, count - 1);
  const start = page * PAGE_SIZE;
  return { items: all.slice(start, start + PAGE_SIZE), page, count, setPage };
}

interface PagesProps {
  label: string;
  page: number;
  count: number;
  setPage: (page: number) => void;
}

/** The way to the other pages; nothing when there is only one. */
export function Pages({ label, page, count, setPage }: PagesProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (count < 2) {
    return null;
  }
  return (
    <nav className={styles.pages} aria-label={label}>
      <Button
        size="small"
        variant="secondary"
        isDisabled={page === 0}
        onPress={() => setPage(page - 1)}
      >
        {t('table.previous')}
      </Button>
      <Text variant="body-small">
        {t('table.page', { page: String(page + 1), pages: String(count) })}
      </Text>
      <Button
        size="small"
        variant="secondary"
        isDisabled={page === count - 1}
        onPress={() => setPage(page + 1)}
      >
        {t('table.next')}
      </Button>
    </nav>
  );
}
