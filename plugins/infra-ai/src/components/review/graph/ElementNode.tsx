import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiQuestionLine } from '@remixicon/react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel, needsCheck } from '../confidence';
import { ElementIcon } from '../ElementIcon';
import styles from './Graph.module.css';
import type { GraphLayout } from './layoutGraph';
import { NameField } from './NameField';

export interface ElementNodeData extends Record<string, unknown> {
  element: Element;
  direction: GraphLayout['direction'];
  /** Not related to what is selected. */
  isFaded: boolean;
  /** Pointed at, here or elsewhere. */
  isHighlighted: boolean;
  /** Too small to be read: the overview draws it, and this is only what the pointer and the keyboard meet. */
  isOverview: boolean;
  isEditable: boolean;
  isRenaming: boolean;
  /** The new name; undefined leaves it. */
  onRename: (id: string, name: string | undefined) => void;
}

/** An element as the graph draws it. */
export const ElementNode = memo(function ElementNodeView(
  props: NodeProps<Node<ElementNodeData, 'element'>>,
) {
  const { element, direction, isFaded, isHighlighted, isEditable } = props.data;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { kind, name, title, type, technology } = element;
  const className = [
    styles.node,
    styles[kind],
    needsCheck(element) && styles.uncertain,
    isFaded && !isHighlighted && styles.faded,
    isHighlighted && styles.highlighted,
    props.selected && styles.selected,
    props.data.isOverview && styles.plain,
  ]
    .filter(Boolean)
    .join(' ');
  if (props.data.isOverview) {
    return <div className={className} title={title ?? name} />;
  }
  return (
    <div className={className}>
      <Handle
        type="target"
        position={direction === 'LR' ? Position.Left : Position.Top}
        isConnectable={isEditable}
        className={isEditable ? styles.connectable : styles.handle}
      />
      <span className={styles.icon}>
        <ElementIcon element={element} />
      </span>
      <span className={styles.text}>
        {props.data.isRenaming ? (
          <NameField
            name={title ?? name}
            onDone={value => props.data.onRename(element.id, value)}
          />
        ) : (
          <span className={styles.name} title={title ?? name}>
            {title ?? name}
          </span>
        )}
        <span className={styles.type}>
          {technology && technology !== name ? `${type} · ${technology}` : type}
        </span>
      </span>
      <span className={styles.kind}>{t(`kind.${kind}`)}</span>
      {needsCheck(element) && (
        <span
          className={styles.mark}
          title={t(`confidence.${confidenceLevel(element)}`)}
        >
          <RiQuestionLine size={14} aria-hidden />
        </span>
      )}
      <Handle
        type="source"
        position={direction === 'LR' ? Position.Right : Position.Bottom}
        isConnectable={isEditable}
        className={isEditable ? styles.connectable : styles.handle}
      />
    </div>
  );
});
