import type { AnalysisInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useSessionState } from '../../hooks';

export type InputKind = AnalysisInput['kind'];

export const inputKinds = ['text', 'image', 'files'] as const;

/** Name of the parameter that links to one of the inputs. */
export const INPUT_PARAMETER = 'input';

/** Which input is shown: the one that the address names, else the one that was used last. */
export function useInputKind(): [InputKind, (kind: InputKind) => void] {
  const [search, setSearch] = useSearchParams();
  const [remembered, remember] = useSessionState<InputKind>(
    'infra-ai.input',
    'text',
  );
  const value = search.get(INPUT_PARAMETER);
  const named = inputKinds.find(item => item === value);
  const kind = named ?? remembered;
  useEffect(() => {
    if (named) {
      remember(named);
    }
  }, [named, remember]);
  const choose = (next: InputKind) =>
    setSearch(
      current => {
        current.set(INPUT_PARAMETER, next);
        return current;
      },
      { replace: true },
    );
  return [kind, choose];
}
