import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import { catalogGraphRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { Surface } from '../shared';
import { hasSource } from './availability';
import { DriftSection } from './DriftSection';
import styles from './Entity.module.css';
import { ProvenanceSection } from './ProvenanceSection';
import { SystemGraph } from './SystemGraph';
import { useDrift } from './useDrift';
import { useProvenance } from './useProvenance';

/** The tab of an entity: where it came from, and whether its repository still says so. */
export function InfrastructureContent() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entity } = useEntity();
  const graph = useRouteRef(catalogGraphRouteRef);
  const entityRef = stringifyEntityRef(entity);
  const provenance = useProvenance(entityRef);
  const drift = useDrift(entityRef);
  const { report } = drift;
  // The repository as it is now is worth more than what was published once.
  const analysisId =
    (report?.state === 'in-sync' || report?.state === 'drifted'
      ? report.analysisId
      : undefined) ?? provenance.value?.analysis?.id;
  return (
    <Surface>
      <Flex direction="column" gap="4" className={styles.content}>
        <ProvenanceSection provenance={provenance} />
        <DriftSection drift={drift} hasSource={hasSource(entity)} />
        {analysisId && <SystemGraph key={analysisId} analysisId={analysisId} />}
        {graph && (
          <div>
            <ButtonLink
              variant="secondary"
              iconStart={<RiNodeTree />}
              href={`${graph()}?${new URLSearchParams({
                'rootEntityRefs[]': entityRef,
              })}`}
            >
              {t('entity.graph')}
            </ButtonLink>
          </div>
        )}
      </Flex>
    </Surface>
  );
}
