import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import { rootRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { InfraAiRouter } from './InfraAiRouter';
import { useTabs } from './useTabs';

/** The page in an app on the old front-end system, which has no page layout to fill. */
export function LegacyInfraAiPage() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const tabs = useTabs();
  const root = useRouteRef(rootRouteRef);
  return (
    <>
      <PluginHeader
        title={t('page.title')}
        icon={<RiNodeTree />}
        titleLink={root()}
        tabs={tabs.map(tab => ({ ...tab, matchStrategy: 'prefix' as const }))}
      />
      <InfraAiRouter />
    </>
  );
}
