import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiNodeTree } from '@remixicon/react';
import { rootRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { InfraAiRouter } from './InfraAiRouter';
import { useTabs } from './useTabs';

/** The page in an app on the new front-end system, inside the app's own page layout. */
export function InfraAiPage() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const headerActions = useApi(pluginHeaderActionsApiRef);
  const tabs = useTabs();
  const root = useRouteRef(rootRouteRef);
  return (
    <PageLayout
      title={t('page.title')}
      icon={<RiNodeTree />}
      titleLink={root()}
      tabs={tabs}
      headerActions={headerActions.getPluginHeaderActions('infra-ai')}
    >
      <InfraAiRouter />
    </PageLayout>
  );
}
