import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** Language chosen in Settings, as a BCP 47 tag. */
export function useLanguage(): string {
  const api = useApi(appLanguageApiRef);
  const [language, setLanguage] = useState(() => api.getLanguage().language);
  useEffect(() => {
    const subscription = api.language$().subscribe(next => {
      setLanguage(next.language);
    });
    return () => subscription.unsubscribe();
  }, [api]);
  return language;
}
