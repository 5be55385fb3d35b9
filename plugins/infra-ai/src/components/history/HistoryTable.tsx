import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Card,
  Flex,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type {
  AnalysisList,
  AnalysisSummary,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { analysisRouteRef, analyzeRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import {
  isFirstVisit,
  isNarrowed,
  PAGE_SIZES,
  SORTS,
  type HistoryQuery,
} from './historyQuery';
import styles from './HistoryView.module.css';
import { useLastOpened } from './useLastOpened';

interface HistoryTableProps {
  query: HistoryQuery;
  /** Undefined while the first one is loaded. */
  list: AnalysisList | undefined;
  isStale: boolean;
  columns: ColumnConfig<AnalysisSummary>[];
  onChange: (changes: Partial<HistoryQuery>) => void;
  onClear: () => void;
}

/** One page of the analyses, sorted by the server. */
export function HistoryTable(props: HistoryTableProps) {
  const { query, list, isStale, columns, onChange, onClear } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const { table, setLastOpened } = useLastOpened(list !== undefined);
  const { page, rows, sort, order } = query;
  const offset = (page - 1) * rows;
  const totalCount = list?.totalItems ?? 0;
  if (isFirstVisit(query, list)) {
    // A first visit: columns and pages of nothing would only be in the way.
    return (
      <Card>
        <Nothing query={query} onClear={onClear} />
      </Card>
    );
  }
  return (
    <div className={styles.table} ref={table}>
      <Table
        data={list?.items}
        isPending={!list}
        isStale={isStale && list !== undefined}
        columnConfig={columns}
        rowConfig={{
          getHref: ({ id }) => analysisPath({ id }),
          onClick: ({ id }) => setLastOpened(id),
        }}
        sort={{
          descriptor: {
            column: sort,
            direction: order === 'asc' ? 'ascending' : 'descending',
          },
          onSortChange: ({ column, direction }) =>
            onChange({
              sort: SORTS.find(id => id === column),
              order: direction === 'ascending' ? 'asc' : 'desc',
            }),
        }}
        pagination={{
          type: 'page',
          pageSize: rows,
          pageSizeOptions: PAGE_SIZES.map(value => ({
            value,
            label: t('history.pageSize', { rows: String(value) }),
          })),
          onPageSizeChange: size => onChange({ rows: size }),
          offset,
          totalCount,
          hasNextPage: offset + rows < totalCount,
          hasPreviousPage: page > 1,
          onNextPage: () => onChange({ page: page + 1 }),
          onPreviousPage: () => onChange({ page: page - 1 }),
          getLabel: () =>
            t('history.range', {
              from: String(Math.min(offset + 1, totalCount)),
              to: String(Math.min(offset + rows, totalCount)),
              total: String(totalCount),
            }),
        }}
        emptyState={<Nothing query={query} onClear={onClear} />}
      />
    </div>
  );
}

/** Nothing matches, or there is nothing yet. */
function Nothing({
  query,
  onClear,
}: Pick<HistoryTableProps, 'query' | 'onClear'>) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyzePath = useRouteRef(analyzeRouteRef);
  const narrowed = isNarrowed(query);
  return (
    <Flex direction="column" align="center" gap="2" className={styles.nothing}>
      <Text variant="body-large" weight="bold">
        {t(narrowed ? 'history.nothingMatches' : 'history.empty')}
      </Text>
      <Text color="secondary">
        {t(narrowed ? 'history.nothingMatchesHint' : 'history.emptyHint')}
      </Text>
      {narrowed ? (
        <Button variant="secondary" onPress={onClear}>
          {t('history.clear')}
        </Button>
      ) : (
        <ButtonLink href={analyzePath()} variant="primary">
          {t('history.start')}
        </ButtonLink>
      )}
    </Flex>
  );
}
