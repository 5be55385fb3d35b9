import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { ANNOTATION_ANALYSIS_ID } from '@infra-ai/backstage-plugin-infra-ai-common';

/**
 * Whether an entity came out of an analysis: for `EntitySwitch.Case` and filters of cards.
 *
 * @public
 */
export function isInfraAiAvailable(entity: Entity): boolean {
  return Boolean(entity.metadata.annotations?.[ANNOTATION_ANALYSIS_ID]);
}

/** Whether there is a repository that an entity could be compared with. */
export function hasSource(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION].some(name =>
    annotations[name]?.startsWith('url:'),
  );
}

/** Whether an entity's infrastructure can be analyzed: a Component or System with a repository. */
export function isAnalyzable(entity: Entity): boolean {
  return (
    ['component', 'system'].includes(entity.kind.toLocaleLowerCase('en-US')) &&
    hasSource(entity)
  );
}
