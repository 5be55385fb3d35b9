import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, Flex, Switch, Text } from '@backstage/ui';
import {
  compareModels,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo, useState } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { ChangeTable } from './ChangeTable';
import { FieldDifferences } from './FieldDifferences';

interface DifferencesProps {
  before: InfrastructureModel;
  after: InfrastructureModel;
}

/** The system, elements and relations that differ; on demand also those that are the same. */
export function Differences({ before, after }: DifferencesProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const { system, elements, relations } = useMemo(
    () => compareModels(before, after),
    [before, after],
  );
  const isSame =
    system.length === 0 &&
    [...elements, ...relations].every(({ change }) => change === 'unchanged');
  return (
    <Flex direction="column" gap="6">
      {isSame && <Text role="status">{t('compare.same')}</Text>}
      <Switch
        label={t('compare.showUnchanged')}
        isSelected={showsAll}
        onChange={setShowsAll}
      />
      {system.length > 0 && (
        <section aria-label={t('compare.system')}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {t('compare.system')}
          </Text>
          <FieldDifferences fields={system} />
        </section>
      )}
      <ChangeTable
        title={t('compare.elements')}
        items={elements}
        showsUnchanged={showsAll}
        columns={[
          {
            id: 'name',
            label: t('table.name'),
            isRowHeader: true,
            defaultWidth: '2fr',
            minWidth: 110,
            cell: ({ before: old, after: now }) => {
              const shown = (now ?? old)!;
              return (
                <CellText
                  title={shown.title ?? shown.name}
                  description={[
                    t(`kind.${shown.kind}`),
                    shown.technology ?? shown.type,
                  ].join(' · ')}
                />
              );
            },
          },
          {
            id: 'fields',
            label: t('compare.fields'),
            defaultWidth: '3fr',
            minWidth: 130,
            cell: ({ fields }) => (
              <Cell>
                <FieldDifferences fields={fields} />
              </Cell>
            ),
          },
        ]}
      />
      <ChangeTable
        title={t('compare.relations')}
        items={relations}
        showsUnchanged={showsAll}
        columns={[
          {
            id: 'relation',
            label: t('table.relation'),
            isRowHeader: true,
            defaultWidth: '2fr',
            minWidth: 110,
            cell: ({ from, to, type }) => (
              <Cell textValue={`${from} ${to}`}>
                {from} <em>{t(`relation.${type}`)}</em> {to}
              </Cell>
            ),
          },
          {
            id: 'fields',
            label: t('compare.fields'),
            defaultWidth: '3fr',
            minWidth: 130,
            cell: ({ fields }) => (
              <Cell>
                <FieldDifferences fields={fields} />
              </Cell>
            ),
          },
        ]}
      />
    </Flex>
  );
}
