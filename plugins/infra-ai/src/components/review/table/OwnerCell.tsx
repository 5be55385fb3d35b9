import { useId, useState } from 'react';
import type { DraftProblem } from '../../../draft/DraftContext';
import { useOwnerSuggestions } from '../details/useOwnerSuggestions';
import { TextCell } from './TextCell';

interface OwnerCellProps {
  label: string;
  value: string;
  problems: DraftProblem[];
  onChange: (value: string | undefined) => void;
}

/**
 * The owner in a row: what a person types, with the groups and people of the catalog suggested as in the details. The
 * browser's own list, as a table has many rows.
 */
export function OwnerCell(props: OwnerCellProps) {
  const listId = useId();
  const [words, setWords] = useState<string>();
  const { owners } = useOwnerSuggestions(words ?? '', words !== undefined);
  return (
    <>
      <TextCell
        {...props}
        maxLength={200}
        list={listId}
        onText={text => setWords(text.trim())}
      />
      <datalist id={listId}>
        {owners.map(({ ref, title }) => (
          <option key={ref} value={ref} label={title} />
        ))}
      </datalist>
    </>
  );
}
