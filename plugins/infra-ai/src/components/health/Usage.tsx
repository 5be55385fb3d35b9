import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { Loading, ProblemAlert } from '../shared';
import styles from './Health.module.css';
import { UsageFigures } from './UsageFigures';

const SPANS = [7, 30, 90];

/** The last days as charts, each with its figures as a table. */
export function Usage() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const [days, setDays] = useState(30);
  const load = useCallback(
    (options: { signal: AbortSignal }) => api.getUsage({ days }, options),
    [api, days],
  );
  const { value: report, error, reload } = useLoaded(load);
  return (
    <section aria-labelledby="infra-ai-usage">
      <Flex direction="column" gap="4">
        <div className={styles.head}>
          <div>
            <Text
              as="h2"
              variant="title-x-small"
              weight="bold"
              id="infra-ai-usage"
            >
              {t('usage.title')}
            </Text>
            <Text as="p" color="secondary">
              {t('usage.intro')}
            </Text>
          </div>
          <Select
            aria-label={t('usage.span')}
            className={styles.span}
            value={String(days)}
            onChange={key => setDays(Number(key))}
            options={SPANS.map(span => ({
              id: String(span),
              label: t('usage.days', { days: String(span) }),
            }))}
          />
        </div>
        {error !== undefined && (
          <ProblemAlert
            title={t('usage.loadFailed')}
            problem={error}
            onRetry={reload}
          />
        )}
        {!report && error === undefined && <Loading height={220} />}
        {report && <UsageFigures report={report} />}
      </Flex>
    </section>
  );
}
