import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiNodeTree } from '@remixicon/react';
import {
  isAnalyzable,
  isInfraAiAvailable,
} from '../components/entity/availability';
import {
  INFRASTRUCTURE_PATH,
  useAnalyzeMenuItem,
} from '../components/entity/useAnalyzeMenuItem';

const analyzeMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'analyze',
  params: {
    icon: <RiNodeTree size={20} />,
    useProps: useAnalyzeMenuItem,
    filter: isAnalyzable,
  },
});

const infrastructureContent = EntityContentBlueprint.make({
  name: 'infrastructure',
  params: {
    path: INFRASTRUCTURE_PATH,
    title: 'Infrastructure',
    group: 'deployment',
    icon: <RiNodeTree />,
    // The menu item leads here, also where nothing was published by this plugin.
    filter: entity => isInfraAiAvailable(entity) || isAnalyzable(entity),
    loader: () =>
      import('../components/entity').then(({ InfrastructureContent }) => (
        <InfrastructureContent />
      )),
  },
});

const infrastructureCard = EntityCardBlueprint.make({
  name: 'infrastructure',
  params: {
    type: 'info',
    filter: isInfraAiAvailable,
    loader: () =>
      import('../components/entity').then(({ InfrastructureCard }) => (
        <InfrastructureCard />
      )),
  },
});

/** What the plugin adds to entity pages. */
export const entityExtensions = [
  analyzeMenuItem,
  infrastructureContent,
  infrastructureCard,
];
