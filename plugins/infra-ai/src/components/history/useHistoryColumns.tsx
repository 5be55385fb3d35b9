import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  Checkbox,
  Column,
  Link,
  Text,
  useBreakpoint,
  VisuallyHidden,
  type ColumnConfig,
} from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo } from 'react';
import { useLanguage } from '../../hooks';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { StateBadge, formatDateTime, formatUsd } from '../shared';
import { AuthorLink } from './AuthorLink';
import styles from './HistoryView.module.css';
import { PublicationLinks } from './PublicationLinks';
import { RowMenu, type RowHandlers } from './RowMenu';
import { Thumbnail } from './Thumbnail';
import type { Comparison } from './useComparison';

const CHECKBOX_WIDTH = 48;
const MENU_WIDTH = 56;

/** Columns of the history. Where there is little room the name's cell says what else tells one from the next. */
export function useHistoryColumns(
  options: RowHandlers & { comparison: Comparison },
): ColumnConfig<AnalysisSummary>[] {
  const { comparison, onDelete, onDuplicate, onReuse } = options;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const analysisPath = useRouteRef(analysisRouteRef);
  const { up } = useBreakpoint();
  const isMedium = up('md');
  const isWide = up('lg');
  return useMemo(() => {
    const cost = (item: AnalysisSummary) => costOf(item, language);
    const tokens = ({ usage }: AnalysisSummary) =>
      usage &&
      t('analysis.tokens', { count: usage.inputTokens + usage.outputTokens });
    return [
      {
        id: 'compare',
        label: t('compare.action'),
        // Its checkboxes say what they are for.
        header: () => (
          <Column id="compare" width={CHECKBOX_WIDTH} minWidth={CHECKBOX_WIDTH}>
            <VisuallyHidden>{t('compare.action')}</VisuallyHidden>
          </Column>
        ),
        width: CHECKBOX_WIDTH,
        minWidth: CHECKBOX_WIDTH,
        cell: item => (
          <Cell>
            <Checkbox
              aria-label={t('compare.choose', { name: item.name })}
              isSelected={comparison.isChosen(item.id)}
              isDisabled={!comparison.canChoose(item)}
              onChange={() => comparison.toggle(item)}
            />
          </Cell>
        ),
      },
      {
        id: 'name',
        label: t('history.name'),
        isRowHeader: true,
        isSortable: true,
        defaultWidth: '3fr',
        minWidth: 150,
        cell: item => (
          <Cell textValue={item.name}>
            <span className={styles.source}>
              <Thumbnail analysis={item} />
              <span className={styles.lines}>
                <Link
                  href={analysisPath({ id: item.id })}
                  title={item.name}
                  truncate
                >
                  {item.name}
                </Link>
                <Text color="secondary" truncate title={item.excerpt}>
                  {item.excerpt}
                </Text>
                {!isMedium && (
                  <Text color="secondary" variant="body-small">
                    {[
                      formatDateTime(item.createdAt, language),
                      item.analyzer.title,
                      cost(item) ?? tokens(item),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                )}
              </span>
            </span>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('history.state'),
        isSortable: true,
        defaultWidth: '1.3fr',
        minWidth: 100,
        cell: item => (
          <Cell>
            <StateBadge analysis={item} />
          </Cell>
        ),
      },
      {
        id: 'elementCount',
        label: t('history.found'),
        isSortable: true,
        isHidden: !isWide,
        defaultWidth: '1.2fr',
        minWidth: 140,
        cell: item => (
          <CellText
            title={
              item.elementCount === undefined
                ? t('common.none')
                : t('history.elements', { count: item.elementCount })
            }
            description={
              item.relationCount === undefined
                ? undefined
                : t('review.relations', { count: item.relationCount })
            }
          />
        ),
      },
      {
        id: 'analyzer',
        label: t('history.analyzer'),
        isHidden: !isMedium,
        defaultWidth: '1.3fr',
        cell: item => (
          <CellText
            title={item.analyzer.title}
            description={item.usage?.model}
          />
        ),
      },
      {
        id: 'author',
        label: t('history.author'),
        isHidden: !isWide,
        defaultWidth: '1fr',
        cell: item => (
          <Cell>
            <AuthorLink author={item.createdBy} />
          </Cell>
        ),
      },
      {
        id: 'cost',
        label: t('analysis.cost'),
        isHidden: !isMedium,
        defaultWidth: '1fr',
        cell: item => (
          <CellText
            title={cost(item) ?? tokens(item) ?? t('common.none')}
            description={cost(item) && tokens(item)}
          />
        ),
      },
      {
        id: 'publications',
        label: t('history.publications'),
        isHidden: !isMedium,
        defaultWidth: '1.5fr',
        cell: item => (
          <Cell>
            <PublicationLinks analysis={item} />
          </Cell>
        ),
      },
      {
        id: 'createdAt',
        label: t('history.created'),
        isSortable: true,
        isHidden: !isMedium,
        defaultWidth: '1.4fr',
        minWidth: 130,
        cell: item => (
          <CellText
            title={formatDateTime(item.createdAt, language, {
              dateStyle: 'medium',
            })}
            description={formatDateTime(item.createdAt, language, {
              timeStyle: 'short',
            })}
          />
        ),
      },
      {
        id: 'actions',
        label: t('history.actions'),
        header: () => (
          <Column id="actions" width={MENU_WIDTH} minWidth={MENU_WIDTH}>
            <VisuallyHidden>{t('history.actions')}</VisuallyHidden>
          </Column>
        ),
        width: MENU_WIDTH,
        minWidth: MENU_WIDTH,
        cell: item => (
          <Cell>
            <RowMenu
              analysis={item}
              onDelete={onDelete}
              onDuplicate={onDuplicate}
              onReuse={onReuse}
            />
          </Cell>
        ),
      },
    ];
  }, [
    t,
    language,
    analysisPath,
    isMedium,
    isWide,
    comparison,
    onDelete,
    onDuplicate,
    onReuse,
  ]);
}

function costOf(
  { usage }: AnalysisSummary,
  language: string,
): string | undefined {
  return usage?.costUsd === undefined
    ? undefined
    : formatUsd(usage.costUsd, language);
}
