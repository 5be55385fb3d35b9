import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiNodeTree } from '@remixicon/react';
import { useMemo } from 'react';
import { rootRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { InfraAiRouter } from './InfraAiRouter';
import { useTabs } from './useTabs';

/** The page in an app on the new front-end system, inside the app's own page layout. */
export function InfraAiPage() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const headerActions = useApi(pluginHeaderActionsApiRef);
  const tabs = useTabs();
  const title = t('page.title');
  const root = useRouteRef(rootRouteRef)();
  // Backstage makes the layout a new component each time it is rendered, which throws away all that is in it: the focus,
  // what was typed. Addresses change often, this element must not.
  return useMemo(
    () => (
      <PageLayout
        title={title}
        icon={<RiNodeTree />}
        titleLink={root}
        tabs={tabs}
        headerActions={headerActions.getPluginHeaderActions('infra-ai')}
      >
        <InfraAiRouter />
      </PageLayout>
    ),
    [title, root, tabs, headerActions],
  );
}
