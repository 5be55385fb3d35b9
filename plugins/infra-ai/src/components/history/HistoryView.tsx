import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Flex,
  SearchField,
  Select,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import type {
  AnalysisState,
  AnalysisSummary,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useRef, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { analysisRouteRef, analyzeRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { useIntoForm } from '../analyze';
import { ProblemAlert } from '../shared';
import { DeleteDialog } from './DeleteDialog';
import styles from './HistoryView.module.css';
import { useHistoryColumns } from './useHistoryColumns';

const STATES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly AnalysisState[];
const ALL = 'all';

/** The person's own analyses. */
export function HistoryView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const analyzePath = useRouteRef(analyzeRouteRef);
  const [deleting, setDeleting] = useState<AnalysisSummary>();
  const form = useIntoForm();
  const { take } = form;
  const latest = useRef(take);
  latest.current = take;
  const reuse = useCallback(
    ({ id }: AnalysisSummary) => latest.current(() => api.getAnalysis(id)),
    [api],
  );
  const columns = useHistoryColumns({
    onDelete: setDeleting,
    onReuse: reuse,
  });

  const { tableProps, search, filter, reload } = useTable<
    AnalysisSummary,
    { state?: AnalysisState }
  >({
    mode: 'offset',
    getData: async params => {
      const { items, totalItems } = await api.listAnalyses(
        {
          limit: params.pageSize,
          offset: params.offset,
          search: params.search || undefined,
          state: params.filter?.state,
        },
        { signal: params.signal },
      );
      return { data: items, totalCount: totalItems };
    },
    paginationOptions: {
      pageSize: 20,
      pageSizeOptions: [10, 20, 50].map(value => ({
        value,
        label: t('history.pageSize', { rows: String(value) }),
      })),
      getLabel: ({ pageSize, offset = 0, totalCount = 0 }) =>
        t('history.range', {
          from: String(Math.min(offset + 1, totalCount)),
          to: String(Math.min(offset + pageSize, totalCount)),
          total: String(totalCount),
        }),
    },
  });

  const isFiltered = Boolean(search.value || filter.value?.state);
  return (
    <Flex direction="column" gap="4" className={styles.view}>
      <Text as="h1" variant="title-small" weight="bold">
        {t('history.title')}
      </Text>
      <div className={styles.filters}>
        <SearchField
          aria-label={t('history.search')}
          placeholder={t('history.searchPlaceholder')}
          value={search.value}
          onChange={search.onChange}
        />
        <Select
          aria-label={t('history.stateFilter')}
          value={filter.value?.state ?? ALL}
          onChange={key =>
            filter.onChange({
              state: STATES.find(state => state === key),
            })
          }
          options={[
            { id: ALL, label: t('history.all') },
            ...STATES.map(id => ({ id, label: t(`state.${id}`) })),
          ]}
        />
      </div>
      {form.refusal !== undefined && (
        <ProblemAlert title={t('history.reuseFailed')} problem={form.refusal} />
      )}
      {tableProps.error ? (
        <ProblemAlert
          title={t('history.loadFailed')}
          problem={tableProps.error}
        />
      ) : (
        <div className={styles.table}>
          <Table
            {...tableProps}
            columnConfig={columns}
            rowConfig={{
              getHref: ({ id }) => analysisPath({ id }),
            }}
            emptyState={
              <Flex direction="column" align="center" gap="2" p="6">
                <Text variant="body-large" weight="bold">
                  {t(isFiltered ? 'history.nothingMatches' : 'history.empty')}
                </Text>
                <Text color="secondary">
                  {t(
                    isFiltered
                      ? 'history.nothingMatchesHint'
                      : 'history.emptyHint',
                  )}
                </Text>
                {!isFiltered && (
                  <ButtonLink href={analyzePath()} variant="primary">
                    {t('history.start')}
                  </ButtonLink>
                )}
              </Flex>
            }
          />
        </div>
      )}
      {deleting && (
        <DeleteDialog
          analysis={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            setDeleting(undefined);
            reload();
          }}
        />
      )}
    </Flex>
  );
}
