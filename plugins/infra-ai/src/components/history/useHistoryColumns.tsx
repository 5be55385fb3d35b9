import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Cell,
  CellText,
  Flex,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiDeleteBinLine,
  RiFileCopyLine,
  RiFileTextLine,
  RiFolderLine,
  RiImageLine,
} from '@remixicon/react';
import { useMemo } from 'react';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { StateBadge, formatDateTime } from '../shared';

interface Handlers {
  onDelete: (analysis: AnalysisSummary) => void;
  /** Takes its input into the form. */
  onReuse: (analysis: AnalysisSummary) => void;
}

/** Columns of the history; narrow screens keep those that tell one analysis from the next. */
export function useHistoryColumns({
  onDelete,
  onReuse,
}: Handlers): ColumnConfig<AnalysisSummary>[] {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const { up } = useBreakpoint();
  const isWide = up('md');
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('history.name'),
        isRowHeader: true,
        defaultWidth: '3fr',
        cell: item => (
          <CellText
            title={item.name}
            description={isWide ? item.excerpt : undefined}
            leadingIcon={<InputIcon kind={item.inputKind} />}
          />
        ),
      },
      {
        id: 'state',
        label: t('history.state'),
        defaultWidth: '1.3fr',
        cell: item => (
          <Cell>
            <StateBadge analysis={item} />
          </Cell>
        ),
      },
      {
        id: 'found',
        label: t('history.found'),
        isHidden: !isWide,
        defaultWidth: '1.6fr',
        cell: item => (
          <CellText
            title={
              item.elementCount === undefined
                ? t('common.unknownTime')
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
        isHidden: !isWide,
        defaultWidth: '1.2fr',
        cell: item => <CellText title={item.analyzer.title} />,
      },
      {
        id: 'created',
        label: t('history.created'),
        isHidden: !isWide,
        defaultWidth: '1.4fr',
        cell: item => (
          <CellText title={formatDateTime(item.createdAt, language)} />
        ),
      },
      {
        id: 'actions',
        label: t('history.actions'),
        defaultWidth: isWide ? '0.7fr' : '1fr',
        minWidth: 104,
        cell: item => (
          <Cell>
            <Flex gap="1">
              <ButtonIcon
                aria-label={t('history.reuse', { name: item.name })}
                icon={<RiFileCopyLine />}
                variant="tertiary"
                size="small"
                onPress={() => onReuse(item)}
              />
              <ButtonIcon
                aria-label={t('history.delete', { name: item.name })}
                icon={<RiDeleteBinLine />}
                variant="tertiary"
                size="small"
                onPress={() => onDelete(item)}
              />
            </Flex>
          </Cell>
        ),
      },
    ],
    [t, language, isWide, onDelete, onReuse],
  );
}

const KIND_ICONS = {
  text: RiFileTextLine,
  image: RiImageLine,
  files: RiFolderLine,
};

function InputIcon({ kind }: { kind: AnalysisSummary['inputKind'] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const Icon = KIND_ICONS[kind];
  return <Icon size={16} role="img" aria-label={t(`history.kind.${kind}`)} />;
}
