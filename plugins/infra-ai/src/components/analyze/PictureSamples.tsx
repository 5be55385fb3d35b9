import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Grid, Text } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';
import styles from './AnalyzeView.module.css';
import {
  samplePictureIds,
  samplePictures,
  type SamplePictureId,
} from './samplePictures';

/** Pictures that a first visitor can take; they need no key. */
export function PictureSamples({
  onTake,
}: {
  onTake: (id: SamplePictureId) => void;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <section aria-labelledby="infra-ai-picture-samples">
      <Text
        as="h2"
        variant="title-x-small"
        weight="bold"
        id="infra-ai-picture-samples"
        className={styles.sectionTitle}
      >
        {t('picture.samples')}
      </Text>
      <Grid.Root columns={{ initial: '1', sm: '2' }} gap="4">
        {samplePictureIds.map(id => (
          <Card
            key={id}
            onPress={() => onTake(id)}
            label={t('picture.useSample', {
              title: t(`pictureSamples.${id}.title`),
            })}
            className={styles.sample}
          >
            <CardBody>
              <span className={styles.samplePicture}>
                <img src={samplePictures[id]} alt="" loading="lazy" />
              </span>
              <Text as="h3" variant="body-large" weight="bold">
                {t(`pictureSamples.${id}.title`)}
              </Text>
              <Text as="p" variant="body-small" color="secondary">
                {t(`pictureSamples.${id}.teaser`)}
              </Text>
            </CardBody>
          </Card>
        ))}
      </Grid.Root>
    </section>
  );
}
