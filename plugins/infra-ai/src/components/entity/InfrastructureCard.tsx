import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { ANNOTATION_CONFIDENCE } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert, Surface } from '../shared';
import { DriftStatus } from './DriftStatus';
import styles from './Entity.module.css';
import { useDrift } from './useDrift';

/** Confidence and drift of an entity at a glance. */
export function InfrastructureCard() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { entity } = useEntity();
  const { report, isLoaded, error } = useDrift(stringifyEntityRef(entity));
  const percent = confidencePercent(entity);
  return (
    <EntityInfoCard title={t('entity.title')}>
      <Surface>
        <Flex direction="column" gap="3">
          {percent !== undefined && (
            <div>
              <div
                role="meter"
                className={styles.meter}
                aria-label={t('table.confidence')}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={percent}
              >
                <div style={{ width: `${percent}%` }} />
              </div>
              <Text as="p" variant="body-small">
                {t('confidence.percent', { value: String(percent) })}
              </Text>
            </div>
          )}
          {error !== undefined && (
            <ProblemAlert title={t('drift.loadFailed')} problem={error} />
          )}
          {isLoaded && <DriftStatus report={report} />}
        </Flex>
      </Surface>
    </EntityInfoCard>
  );
}

function confidencePercent({ metadata }: Entity): number | undefined {
  const value = Number(metadata.annotations?.[ANNOTATION_CONFIDENCE] ?? NaN);
  return Number.isFinite(value) ? Math.round(value * 100) : undefined;
}
