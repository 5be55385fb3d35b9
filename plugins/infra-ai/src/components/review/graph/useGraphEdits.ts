import type {
  InfrastructureModel,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Connection } from '@xyflow/react';
import { useCallback, useContext, useState, type KeyboardEvent } from 'react';
import { DraftContext } from '../../../draft/DraftContext';
import {
  isSameRelation,
  type ModelEdit,
  type RelationKey,
} from '../../../draft/edits';
import type { ElementFocus } from '../ElementFocus';

/** What a person does to the model in the graph; without a draft around it the graph is only read. */
export function useGraphEdits(
  model: InfrastructureModel,
  { selected, onSelect }: Pick<ElementFocus, 'selected' | 'onSelect'>,
) {
  const draft = useContext(DraftContext);
  const isEditable = draft?.isEditable ?? false;
  const edit = useCallback((step: ModelEdit) => draft?.edit(step), [draft]);
  const [chosen, setChosen] = useState<RelationKey>();
  const [renaming, setRenaming] = useState<string>();
  const relationIndex = chosen
    ? model.relations.findIndex(relation => isSameRelation(relation, chosen))
    : -1;

  const chooseRelation = useCallback(
    (index: number | undefined) => {
      const relation = index === undefined ? undefined : model.relations[index];
      setChosen(
        relation && {
          from: relation.from,
          to: relation.to,
          type: relation.type,
        },
      );
      if (relation) {
        onSelect(undefined);
      }
    },
    [model, onSelect],
  );

  const connect = ({ source, target }: Connection) => {
    const to = model.elements.find(({ id }) => id === target);
    const type: RelationType = to?.kind === 'api' ? 'consumesApi' : 'dependsOn';
    const relation = { from: source, to: target, type };
    if (
      source !== target &&
      !model.relations.some(r => isSameRelation(r, relation))
    ) {
      edit({ op: 'addRelation', relation });
    }
    onSelect(undefined);
    setChosen(relation);
  };

  const rename = useCallback(
    (id: string, name: string | undefined) => {
      setRenaming(undefined);
      const element = model.elements.find(item => item.id === id);
      if (name && element) {
        // What is shown is the title where there is one.
        const change = element.title ? { title: name } : { name };
        edit({ op: 'setElement', id, change });
      }
    },
    [model, edit],
  );

  const startRenaming = (id: string) => {
    if (isEditable) {
      onSelect(id);
      setRenaming(id);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    // Keys inside the name's field and on the graph's buttons are theirs.
    const isNode = target.classList.contains('react-flow__node');
    const isEdge = target.classList.contains('react-flow__edge');
    const id = target.getAttribute('data-id');
    if (!isEditable || !id || !(isNode || isEdge)) {
      return;
    }
    const isRename =
      event.key === 'F2' || (event.key === 'Enter' && id === selected);
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      event.stopPropagation();
      if (isNode) {
        onSelect(undefined);
        edit({ op: 'removeElements', ids: [id] });
      } else {
        const { from, to, type } = model.relations[Number(id)];
        setChosen(undefined);
        edit({ op: 'removeRelations', relations: [{ from, to, type }] });
      }
    } else if (isNode && isRename) {
      event.preventDefault();
      event.stopPropagation();
      startRenaming(id);
    }
  };

  return {
    isEditable,
    edit,
    relationIndex,
    chosen: relationIndex < 0 ? undefined : chosen,
    setChosen,
    chooseRelation,
    connect,
    renaming,
    rename,
    startRenaming,
    onKeyDown,
  };
}

export type GraphEdits = ReturnType<typeof useGraphEdits>;
