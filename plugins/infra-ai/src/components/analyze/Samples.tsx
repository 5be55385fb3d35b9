import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Grid, Text } from '@backstage/ui';
import {
  RiFileCodeLine,
  RiFlowChart,
  RiShoppingBag3Line,
  RiTruckLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import { sampleIds, type SampleId } from './sampleIds';

const ICONS: Record<SampleId, ReactElement> = {
  shop: <RiShoppingBag3Line />,
  fleet: <RiTruckLine />,
  pipeline: <RiFlowChart />,
  compose: <RiFileCodeLine />,
};

/** Descriptions that a first visitor can take as they are. */
export function Samples({ onTake }: { onTake: (id: SampleId) => void }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <section aria-labelledby="infra-ai-samples">
      <Text
        as="h2"
        variant="title-x-small"
        weight="bold"
        id="infra-ai-samples"
        className={styles.sectionTitle}
      >
        {t('form.samples')}
      </Text>
      <Grid.Root columns={{ initial: '1', sm: '2', lg: '4' }} gap="4">
        {sampleIds.map(id => (
          <Card
            key={id}
            onPress={() => onTake(id)}
            label={t('form.useSample', { title: t(`samples.${id}.title`) })}
            className={styles.sample}
          >
            <CardBody>
              <span className={styles.sampleIcon} aria-hidden>
                {ICONS[id]}
              </span>
              <Text as="h3" variant="body-large" weight="bold">
                {t(`samples.${id}.title`)}
              </Text>
              <Text as="p" variant="body-small" color="secondary">
                {t(`samples.${id}.teaser`)}
              </Text>
            </CardBody>
          </Card>
        ))}
      </Grid.Root>
    </section>
  );
}
