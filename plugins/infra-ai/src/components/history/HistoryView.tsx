import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { useIntoForm } from '../analyze';
import { ProblemAlert } from '../shared';
import { CompareBar } from './CompareBar';
import { DeleteDialog } from './DeleteDialog';
import { HistoryFilters } from './HistoryFilters';
import { HistoryTable } from './HistoryTable';
import { isFirstVisit } from './historyQuery';
import styles from './HistoryView.module.css';
import { useComparison } from './useComparison';
import { useHistory } from './useHistory';
import { useHistoryColumns } from './useHistoryColumns';
import { useHistoryQuery } from './useHistoryQuery';
import { useStable } from './useStable';

/** The analyses that the person may see. */
export function HistoryView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { query, change, clear } = useHistoryQuery();
  const { list, isStale, error, reload } = useHistory(query);
  const [deleting, setDeleting] = useState<AnalysisSummary>();
  const comparison = useComparison();
  const form = useIntoForm();
  const copy = useDuplicate();
  const api = useApi(infraAiApiRef);
  const columns = useHistoryColumns({
    comparison,
    onDelete: setDeleting,
    onDuplicate: useStable(copy.duplicate),
    onReuse: useStable(({ id }) => form.take(() => api.getAnalysis(id))),
  });

  // A page behind the last one: something was deleted, or the address says so.
  const lastPage = Math.max(1, Math.ceil((list?.totalItems ?? 0) / query.rows));
  useEffect(() => {
    if (list && !isStale && query.page > lastPage) {
      change({ page: lastPage }, { replace: true });
    }
  }, [list, isStale, query.page, lastPage, change]);

  return (
    <Flex direction="column" gap="4" className={styles.view}>
      <Text as="h1" variant="title-small" weight="bold">
        {t('history.title')}
      </Text>
      {!isFirstVisit(query, list) && (
        <HistoryFilters query={query} onChange={change} onClear={clear} />
      )}
      {form.refusal !== undefined && (
        <ProblemAlert title={t('history.reuseFailed')} problem={form.refusal} />
      )}
      {copy.refusal !== undefined && (
        <ProblemAlert
          title={t('history.duplicateFailed')}
          problem={copy.refusal}
        />
      )}
      {error !== undefined && (
        <ProblemAlert
          title={t('history.loadFailed')}
          problem={error}
          onRetry={reload}
        />
      )}
      <CompareBar comparison={comparison} />
      {(list || error === undefined) && (
        <HistoryTable
          query={query}
          list={list}
          isStale={isStale && error === undefined}
          columns={columns}
          onChange={change}
          onClear={clear}
        />
      )}
      {deleting && (
        <DeleteDialog
          analysis={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            if (comparison.isChosen(deleting.id)) {
              comparison.toggle(deleting);
            }
            setDeleting(undefined);
            reload();
          }}
        />
      )}
    </Flex>
  );
}

/** Copies an analysis and goes to the copy. */
function useDuplicate() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analysisPath = useRouteRef(analysisRouteRef);
  const [refusal, setRefusal] = useState<unknown>();
  const duplicate = async ({ id, name }: AnalysisSummary) => {
    setRefusal(undefined);
    try {
      const copy = await api.duplicateAnalysis(id, {
        // Names have at most 100 characters.
        name: t('history.copyName', { name: name.slice(0, 88) }),
      });
      navigate(analysisPath({ id: copy.id }));
    } catch (reason) {
      setRefusal(reason);
    }
  };
  return { duplicate, refusal };
}
