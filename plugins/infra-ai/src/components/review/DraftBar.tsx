import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import {
  RiAddLine,
  RiArrowGoBackLine,
  RiArrowGoForwardLine,
} from '@remixicon/react';
import { useContext } from 'react';
import { DraftContext } from '../../draft/DraftContext';
import { useUndoKeys } from '../../draft/useUndoKeys';
import { infraAiTranslationRef } from '../../translations';
import { needsCheck } from './confidence';
import styles from './DraftBar.module.css';
import { DraftNotices } from './DraftNotices';
import { freeId } from './freeId';

interface DraftBarProps {
  onSelect: (elementId: string | undefined) => void;
}

/** Undo and redo, what is uncertain all at once, and whether the corrections are saved. */
export function DraftBar({ onSelect }: DraftBarProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const draft = useContext(DraftContext);
  useUndoKeys(draft);
  if (!draft) {
    return null;
  }
  const { model, edit, state } = draft;
  const elements = model.elements.filter(needsCheck).map(({ id }) => id);
  const relations = model.relations.filter(needsCheck);
  const count = elements.length + relations.length;

  const add = () => {
    const id = freeId(model, 'element');
    const name = t('draft.newName');
    edit({
      op: 'addElement',
      element: { id, kind: 'component', type: 'service', name },
    });
    onSelect(id);
  };
  const drop = () => {
    onSelect(undefined);
    edit({
      op: 'all',
      edits: [
        { op: 'removeRelations', relations },
        { op: 'removeElements', ids: elements },
      ],
    });
  };

  return (
    <>
      {draft.isEditable && (
        <div
          role="toolbar"
          aria-label={t('draft.label')}
          className={styles.bar}
        >
          <ButtonIcon
            aria-label={t('draft.undo')}
            icon={<RiArrowGoBackLine />}
            variant="secondary"
            size="small"
            isDisabled={!draft.canUndo}
            onPress={draft.undo}
          />
          <ButtonIcon
            aria-label={t('draft.redo')}
            icon={<RiArrowGoForwardLine />}
            variant="secondary"
            size="small"
            isDisabled={!draft.canRedo}
            onPress={draft.redo}
          />
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={add}
          >
            {t('draft.add')}
          </Button>
          {count > 0 && (
            <>
              <Button
                size="small"
                variant="secondary"
                onPress={() => edit({ op: 'confirm', elements, relations })}
              >
                {t('draft.acceptAll')}
              </Button>
              <Button size="small" variant="tertiary" onPress={drop}>
                {t('draft.dropAll')}
              </Button>
            </>
          )}
          <Text
            role="status"
            variant="body-small"
            color="secondary"
            className={styles.state}
          >
            {t(`draft.state.${state}`)}
          </Text>
        </div>
      )}
      <DraftNotices draft={draft} />
    </>
  );
}
