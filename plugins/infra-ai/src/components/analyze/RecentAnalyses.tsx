import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Grid, Link, Text } from '@backstage/ui';
import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { useLanguage } from '../../hooks';
import { analysisRouteRef, historyRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { StateBadge, formatDateTime } from '../shared';
import styles from './AnalyzeView.module.css';

const SHOWN = 3;

/** The way back to what one did last. Shows nothing to somebody who has done nothing yet. */
export function RecentAnalyses() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const analysisPath = useRouteRef(analysisRouteRef);
  const historyPath = useRouteRef(historyRouteRef);
  const recent = useRecent();
  if (recent.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="infra-ai-recent">
      <Flex justify="between" align="baseline" className={styles.sectionTitle}>
        <Text
          as="h2"
          variant="title-x-small"
          weight="bold"
          id="infra-ai-recent"
        >
          {t('form.recent')}
        </Text>
        <Link href={historyPath()} standalone>
          {t('form.allAnalyses')}
        </Link>
      </Flex>
      <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
        {recent.map(analysis => (
          <Card
            key={analysis.id}
            href={analysisPath({ id: analysis.id })}
            label={t('history.open', { name: analysis.name })}
          >
            <CardBody>
              <Flex justify="between" align="start" gap="2">
                <Text as="h3" variant="body-medium" weight="bold" truncate>
                  {analysis.name}
                </Text>
                <StateBadge analysis={analysis} />
              </Flex>
              <Text as="p" variant="body-small" color="secondary">
                {formatDateTime(analysis.createdAt, language)}
              </Text>
            </CardBody>
          </Card>
        ))}
      </Grid.Root>
    </section>
  );
}

/** A convenience: that the list cannot be loaded is told on the History tab, not here. */
function useRecent(): AnalysisSummary[] {
  const api = useApi(infraAiApiRef);
  const [recent, setRecent] = useState<AnalysisSummary[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    api.listAnalyses({ limit: SHOWN }, { signal: controller.signal }).then(
      ({ items }) => setRecent(items),
      () => setRecent([]),
    );
    return () => controller.abort();
  }, [api]);
  return recent;
}
