import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import {
  analyzeRouteRef,
  healthRouteRef,
  historyRouteRef,
} from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';

/** The page's tabs, with their addresses; the same list until one of them changes. */
export function useTabs() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analyze = useRouteRef(analyzeRouteRef)();
  const history = useRouteRef(historyRouteRef)();
  const health = useRouteRef(healthRouteRef)();
  return useMemo(
    () => [
      { id: 'analyze', label: t('page.analyze'), href: analyze },
      { id: 'history', label: t('page.history'), href: history },
      { id: 'health', label: t('page.health'), href: health },
    ],
    [t, analyze, history, health],
  );
}
