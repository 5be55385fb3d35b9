import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  Table,
  Text,
  ToggleButton,
  useBreakpoint,
  useTable,
  type ColumnConfig,
  type SortDescriptor,
} from '@backstage/ui';
import type {
  Element,
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useContext, useMemo, useState, type ReactNode } from 'react';
import { DraftContext } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import type { ElementFocus } from '../ElementFocus';
import { ConfidenceBadge } from './ConfidenceBadge';
import { EditableElements } from './EditableElements';
import { EditableRelations } from './EditableRelations';
import { ElementCell } from './ElementCell';
import styles from './ModelTables.module.css';

interface ModelTablesProps extends ElementFocus {
  model: InfrastructureModel;
}

type RelationRow = Relation & { id: string; fromName: string; toName: string };

/** The model as two tables, elements and the relations between them; with fields for who edits. */
export function ModelTables(props: ModelTablesProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const draft = useContext(DraftContext);
  const [isEditing, setIsEditing] = useState(false);
  if (!draft?.isEditable) {
    return <ReadTables {...props} />;
  }
  const toggle = (
    <ToggleButton isSelected={isEditing} onChange={setIsEditing}>
      {t('table.edit')}
    </ToggleButton>
  );
  return (
    <div className={styles.tables}>
      {isEditing ? (
        <>
          <section>
            <Heading>{toggle}</Heading>
            <EditableElements draft={draft} />
          </section>
          <section>
            <Text as="h2" variant="body-large" weight="bold">
              {t('table.relations')}
            </Text>
            <EditableRelations draft={draft} />
          </section>
        </>
      ) : (
        <ReadTables {...props} heading={toggle} />
      )}
    </div>
  );
}

/** Of the elements, with how they are shown beside it. */
function Heading({ children }: { children?: ReactNode }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <div className={styles.heading}>
      <Text as="h2" variant="body-large" weight="bold">
        {t('table.elements')}
      </Text>
      {children}
    </div>
  );
}

function ReadTables(props: ModelTablesProps & { heading?: ReactNode }) {
  const { model, heading, onSelect, onHighlight } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const elementColumns = useElementColumns();
  const relationColumns = useRelationColumns();
  const relations = useMemo(() => toRows(model), [model]);
  const elementTable = useTable<Element>({
    mode: 'complete',
    data: model.elements,
    sortFn: sortBy,
    paginationOptions: { pageSize: 50, pageSizeOptions: [50, 100, 200] },
  });
  const relationTable = useTable<RelationRow>({
    mode: 'complete',
    data: relations,
    sortFn: sortBy,
    paginationOptions: { pageSize: 50, pageSizeOptions: [50, 100, 200] },
  });
  return (
    <div className={styles.tables}>
      <section
        // Rows are the table's own: it tells of clicks only.
        onMouseOver={event => onHighlight(elementOf(event.target))}
        onMouseLeave={() => onHighlight(undefined)}
        onFocus={event => onHighlight(elementOf(event.target))}
        onBlur={() => onHighlight(undefined)}
      >
        <Heading>{heading}</Heading>
        <Table
          {...elementTable.tableProps}
          pagination={
            model.elements.length > 50
              ? elementTable.tableProps.pagination
              : { type: 'none' }
          }
          columnConfig={elementColumns}
          rowConfig={{ onClick: ({ id }) => onSelect(id) }}
          emptyState={<Text color="secondary">{t('table.empty')}</Text>}
        />
      </section>
      <section>
        <Text as="h2" variant="body-large" weight="bold">
          {t('table.relations')}
        </Text>
        <Table
          {...relationTable.tableProps}
          pagination={
            relations.length > 50
              ? relationTable.tableProps.pagination
              : { type: 'none' }
          }
          columnConfig={relationColumns}
          rowConfig={{ onClick: ({ from }) => onSelect(from) }}
          emptyState={<Text color="secondary">{t('table.noRelations')}</Text>}
        />
      </section>
    </div>
  );
}

function useElementColumns(): ColumnConfig<Element>[] {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const isWide = useBreakpoint().up('sm');
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('table.name'),
        isRowHeader: true,
        isSortable: true,
        defaultWidth: '1.6fr',
        cell: item => (
          <Cell>
            <ElementCell element={item} />
          </Cell>
        ),
      },
      {
        id: 'kind',
        label: t('table.kind'),
        isSortable: true,
        cell: item => <CellText title={t(`kind.${item.kind}`)} />,
      },
      {
        id: 'type',
        label: t('table.type'),
        isSortable: true,
        isHidden: !isWide,
        cell: item => <CellText title={item.type} />,
      },
      {
        id: 'technology',
        label: t('table.technology'),
        isSortable: true,
        isHidden: !isWide,
        cell: item => <CellText title={item.technology ?? '–'} />,
      },
      {
        id: 'confidence',
        label: t('table.confidence'),
        isSortable: true,
        defaultWidth: '1.2fr',
        minWidth: 140,
        cell: item => (
          <Cell>
            <ConfidenceBadge finding={item} />
          </Cell>
        ),
      },
    ],
    [t, isWide],
  );
}

function useRelationColumns(): ColumnConfig<RelationRow>[] {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const isWide = useBreakpoint().up('sm');
  return useMemo(
    () => [
      {
        id: 'fromName',
        label: t('table.from'),
        isRowHeader: true,
        isSortable: true,
        cell: item => <CellText title={item.fromName} />,
      },
      {
        id: 'type',
        label: t('table.relation'),
        isSortable: true,
        cell: item => <CellText title={t(`relation.${item.type}`)} />,
      },
      {
        id: 'toName',
        label: t('table.to'),
        isSortable: true,
        cell: item => <CellText title={item.toName} />,
      },
      {
        id: 'confidence',
        label: t('table.confidence'),
        isSortable: true,
        defaultWidth: '1.2fr',
        minWidth: 140,
        isHidden: !isWide,
        cell: item => (
          <Cell>
            <ConfidenceBadge finding={item} />
          </Cell>
        ),
      },
    ],
    [t, isWide],
  );
}

/** The element in whose row that is. */
function elementOf(target: EventTarget): string | undefined {
  return (target as HTMLElement)
    .closest('[role="row"]')
    ?.querySelector<HTMLElement>('[data-element]')?.dataset.element;
}

function toRows({ elements, relations }: InfrastructureModel): RelationRow[] {
  const names = new Map(
    elements.map(({ id, name, title }) => [id, title ?? name]),
  );
  return relations.map((relation, index) => ({
    ...relation,
    id: String(index),
    fromName: names.get(relation.from) ?? relation.from,
    toName: names.get(relation.to) ?? relation.to,
  }));
}

function sortBy<T extends object>(rows: T[], sort: SortDescriptor): T[] {
  const key = sort.column as keyof T;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort(
    (a, b) =>
      sign *
      (typeof a[key] === 'number' && typeof b[key] === 'number'
        ? (a[key] as number) - (b[key] as number)
        : String(a[key] ?? '').localeCompare(String(b[key] ?? ''))),
  );
}
