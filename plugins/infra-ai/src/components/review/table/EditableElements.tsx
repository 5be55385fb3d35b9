import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  elementKinds,
  type Element,
  type ElementKind,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import {
  problemsAt,
  type DraftProblem,
  type ModelDraft,
} from '../../../draft/DraftContext';
import type { ElementChange } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import { ConfidenceBadge } from './ConfidenceBadge';
import { OwnerCell } from './OwnerCell';
import { Pages, usePage } from './Pages';
import { SelectionBar } from './SelectionBar';
import styles from './ModelTables.module.css';
import { TextCell } from './TextCell';

/** The elements with a field for each thing that a person sets. */
export function EditableElements({ draft }: { draft: ModelDraft }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { elements } = draft.model;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const page = usePage(elements);
  const selection = elements.filter(({ id }) => chosen.has(id));
  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(chosen);
    next[isOn ? 'add' : 'delete'](id);
    setChosen(next);
  };
  return (
    <>
      <SelectionBar
        selection={selection}
        draft={draft}
        onDone={() => setChosen(new Set())}
      />
      <table className={styles.editable} aria-label={t('table.elements')}>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('table.selectAll')}
                checked={
                  page.items.length > 0 &&
                  page.items.every(({ id }) => chosen.has(id))
                }
                onChange={event =>
                  setChosen(
                    new Set(
                      event.target.checked
                        ? page.items.map(({ id }) => id)
                        : [],
                    ),
                  )
                }
              />
            </th>
            <th scope="col">{t('table.name')}</th>
            <th scope="col">{t('table.kind')}</th>
            <th scope="col">{t('table.type')}</th>
            <th scope="col">{t('table.owner')}</th>
            <th scope="col">{t('table.lifecycle')}</th>
            <th scope="col">{t('table.confidence')}</th>
            <th scope="col">{t('table.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {page.items.map(element => (
            <ElementRow
              key={element.id}
              element={element}
              draft={draft}
              isChosen={chosen.has(element.id)}
              onChoose={isOn => toggle(element.id, isOn)}
            />
          ))}
        </tbody>
      </table>
      {elements.length === 0 && (
        <Text color="secondary">{t('table.empty')}</Text>
      )}
      <Pages {...page} label={t('table.elements')} />
    </>
  );
}

interface ElementRowProps {
  element: Element;
  draft: ModelDraft;
  isChosen: boolean;
  onChoose: (isOn: boolean) => void;
}

function ElementRow({ element, draft, isChosen, onChoose }: ElementRowProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { id, kind, type, lifecycle, owner } = element;
  const name = element.title ?? element.name;
  const set = (change: ElementChange) =>
    draft.edit({ op: 'setElement', id, change });
  const problems = (field: DraftProblem['field']) =>
    problemsAt(draft, id, field);
  const label = (column: string) => t('table.cell', { column, name });
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={t('table.select', { name })}
          checked={isChosen}
          onChange={event => onChoose(event.target.checked)}
        />
      </td>
      <td>
        <TextCell
          label={label(t('table.name'))}
          value={name}
          maxLength={200}
          isRequired
          problems={problems('name')}
          // What is shown is the title where there is one.
          onChange={text =>
            set(element.title ? { title: text } : { name: text })
          }
        />
      </td>
      <td>
        <select
          aria-label={label(t('table.kind'))}
          value={kind}
          onChange={event => set({ kind: event.target.value as ElementKind })}
        >
          {elementKinds.map(item => (
            <option key={item} value={item}>
              {t(`kind.${item}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <TextCell
          label={label(t('table.type'))}
          value={type}
          maxLength={63}
          isRequired
          problems={problems('type')}
          onChange={text => set({ type: text })}
        />
      </td>
      <td>
        <OwnerCell
          label={label(t('table.owner'))}
          value={owner ?? ''}
          problems={problems('owner')}
          onChange={text => set({ owner: text })}
        />
      </td>
      <td>
        <TextCell
          label={label(t('table.lifecycle'))}
          value={lifecycle ?? ''}
          maxLength={63}
          problems={problems('lifecycle')}
          onChange={text => set({ lifecycle: text })}
        />
      </td>
      <td>
        <ConfidenceBadge finding={element} />
      </td>
      <td className={styles.actions}>
        {needsCheck(element) && (
          <Button
            size="small"
            variant="secondary"
            aria-label={t('table.acceptOne', { name })}
            onPress={() =>
              draft.edit({ op: 'confirm', elements: [id], relations: [] })
            }
          >
            {t('table.accept')}
          </Button>
        )}
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('table.removeOne', { name })}
          onPress={() => draft.edit({ op: 'removeElements', ids: [id] })}
        >
          {t('table.remove')}
        </Button>
      </td>
    </tr>
  );
}
