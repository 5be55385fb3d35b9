import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Badge,
  Cell,
  Table,
  Text,
  useTable,
  type ColumnConfig,
} from '@backstage/ui';
import type { ModelChange } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiAddLine,
  RiEqualLine,
  RiPencilLine,
  RiSubtractLine,
} from '@remixicon/react';
import { useId, useMemo } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './Compare.module.css';

const ICONS = {
  changed: <RiPencilLine />,
  added: <RiAddLine />,
  removed: <RiSubtractLine />,
  unchanged: <RiEqualLine />,
};
const CHANGES = ['changed', 'added', 'removed', 'unchanged'] as const;
const PAGE_SIZE = 50;

type Item<T> = T & { id: number };

interface ChangeTableProps<T> {
  title: string;
  items: T[];
  showsUnchanged: boolean;
  columns: ColumnConfig<Item<T>>[];
}

/** What came, went and changed of one sort, counted in its heading. */
export function ChangeTable<T extends { change: ModelChange }>(
  props: ChangeTableProps<T>,
) {
  const { title, items, showsUnchanged, columns } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const titleId = useId();
  const shown = useMemo(
    () =>
      items
        .map((item, id) => ({ ...item, id }))
        .filter(({ change }) => showsUnchanged || change !== 'unchanged'),
    [items, showsUnchanged],
  );
  const { tableProps } = useTable({
    mode: 'complete',
    data: shown,
    paginationOptions: {
      type: shown.length > PAGE_SIZE ? 'page' : 'none',
      pageSize: PAGE_SIZE,
      showPageSizeOptions: false,
      getLabel: ({ pageSize, offset = 0, totalCount = 0 }) =>
        t('history.range', {
          from: String(Math.min(offset + 1, totalCount)),
          to: String(Math.min(offset + pageSize, totalCount)),
          total: String(totalCount),
        }),
    },
  });
  const counts = CHANGES.map(change => ({
    change,
    count: items.filter(item => item.change === change).length,
  })).filter(({ count }) => count > 0);
  return (
    <section aria-labelledby={titleId}>
      <Text as="h2" variant="title-x-small" weight="bold" id={titleId}>
        {title}
      </Text>
      <Text as="p" color="secondary">
        {counts
          .map(
            ({ change, count }) => `${count} ${t(`compare.count.${change}`)}`,
          )
          .join(' · ')}
      </Text>
      {shown.length > 0 && (
        <div className={styles.table}>
          <Table
            {...tableProps}
            columnConfig={[
              {
                id: 'change',
                label: t('compare.change'),
                defaultWidth: '1fr',
                minWidth: 110,
                cell: ({ change }) => (
                  <Cell>
                    <Badge
                      icon={ICONS[change]}
                      className={`${styles.badge} ${styles[change]}`}
                    >
                      {t(`compare.is.${change}`)}
                    </Badge>
                  </Cell>
                ),
              },
              ...columns,
            ]}
          />
        </div>
      )}
    </section>
  );
}
