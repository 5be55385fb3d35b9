import { createContext } from 'react';

/** The element that a person chose, and the one that they point at; the same in the graph, the table and the source. */
export interface ElementFocus {
  selected: string | undefined;
  /** Hovered, or focused with the keyboard. */
  highlighted: string | undefined;
  onSelect: (elementId: string | undefined) => void;
  onHighlight: (elementId: string | undefined) => void;
}

/** For cells of a table, which are made where no property reaches them. */
export const ElementFocusContext = createContext<ElementFocus>({
  selected: undefined,
  highlighted: undefined,
  onSelect: () => {},
  onHighlight: () => {},
});
