import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

/** Milliseconds without a key before the catalog is asked. */
const REST = 200;
const MAX_SUGGESTIONS = 20;

interface OwnerSuggestion {
  /** As an owner is written: `payments` for a group, `user:guest` for a person. */
  ref: string;
  /** What people call it, when that is another word. */
  title?: string;
}

interface OwnerSuggestions {
  state: 'loading' | 'loaded' | 'failed';
  owners: OwnerSuggestion[];
}

/** Groups and people of the catalog with these words in their names; all of them for no words, as far as there is room. */
export function useOwnerSuggestions(
  words: string,
  isWanted: boolean,
): OwnerSuggestions {
  const catalog = useApi(catalogApiRef);
  const [found, setFound] = useState<OwnerSuggestions>({
    state: 'loading',
    owners: [],
  });
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    let isCurrent = true;
    const show = (next: OwnerSuggestions) => isCurrent && setFound(next);
    const timer = setTimeout(() => {
      setFound(last => ({ ...last, state: 'loading' }));
      catalog
        .queryEntities({
          filter: { kind: ['group', 'user'] },
          fields: ['kind', 'metadata', 'spec.profile.displayName'],
          fullTextFilter: {
            // A reference is more than what the catalog looks at.
            term: words.slice(words.search(/[^:/]*$/)),
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayname',
            ],
          },
          orderFields: [
            { field: 'kind', order: 'asc' },
            { field: 'metadata.name', order: 'asc' },
          ],
          limit: MAX_SUGGESTIONS,
        })
        .then(
          ({ items }) =>
            show({
              state: 'loaded',
              owners: items.map(({ kind, metadata, spec }) => {
                const ref = humanizeEntityRef(
                  {
                    kind,
                    namespace: metadata.namespace ?? 'default',
                    name: metadata.name,
                  },
                  { defaultKind: 'group' },
                );
                const profile = spec?.profile as
                  | { displayName?: string }
                  | undefined;
                return { ref, title: metadata.title ?? profile?.displayName };
              }),
            }),
          () => show({ state: 'failed', owners: [] }),
        );
    }, REST);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [catalog, words, isWanted]);
  return found;
}
