import { Text } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useContext } from 'react';
import { ElementFocusContext } from '../ElementFocus';
import { ElementIcon } from '../ElementIcon';
import styles from './ModelTables.module.css';

/** Name of an element; by it the style sheet finds the row that is pointed at or chosen. */
export function ElementCell({ element }: { element: Element }) {
  const { selected, highlighted } = useContext(ElementFocusContext);
  const { id, name, title } = element;
  return (
    <span
      className={styles.element}
      data-element={id}
      data-highlighted={id === highlighted || undefined}
      data-selected={id === selected || undefined}
    >
      <ElementIcon element={element} size={16} />
      <Text variant="body-medium">{title ?? name}</Text>
    </span>
  );
}
