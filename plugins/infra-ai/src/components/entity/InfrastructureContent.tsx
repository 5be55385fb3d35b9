import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import { catalogGraphRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { hasSource } from './availability';
import { DriftSection } from './DriftSection';
import styles from './Entity.module.css';
import { ProvenanceSection } from './ProvenanceSection';

/** The tab of an entity: where it came from, and whether its repository still says so. */
export function InfrastructureContent() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entity } = useEntity();
  const graph = useRouteRef(catalogGraphRouteRef);
  const entityRef = stringifyEntityRef(entity);
  return (
    <Flex direction="column" gap="4" className={styles.content}>
      <ProvenanceSection entityRef={entityRef} />
      <DriftSection entityRef={entityRef} hasSource={hasSource(entity)} />
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
  );
}
