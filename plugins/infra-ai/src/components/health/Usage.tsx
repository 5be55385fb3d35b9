import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import type { UsageDay } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Suspense, lazy, useCallback } from 'react';
import { infraAiApiRef } from '../../api';
import { useLanguage, useLoaded } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert, formatUsd } from '../shared';
import styles from './Health.module.css';
import type { Series } from './UsageChart';

const DAYS = 30;

// The library is large, and most who open the page never see a chart.
const UsageChart = lazy(() =>
  import('./UsageChart').then(m => ({ default: m.UsageChart })),
);

/** The last days as charts, each with its figures as a table. */
export function Usage() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) => api.getUsage({ days: DAYS }, options),
    [api],
  );
  const { value: report, error, reload } = useLoaded(load);
  return (
    <section aria-labelledby="infra-ai-usage">
      <Flex direction="column" gap="4">
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
            {t('usage.intro', { days: String(DAYS) })}
          </Text>
        </div>
        {error !== undefined && (
          <ProblemAlert
            title={t('usage.loadFailed')}
            problem={error}
            actions={
              <Button variant="secondary" onPress={reload}>
                {t('common.retry')}
              </Button>
            }
          />
        )}
        {!report && error === undefined && (
          <div role="status" aria-label={t('common.loading')}>
            <Skeleton width="100%" height={220} />
          </div>
        )}
        {report && <Charts days={report.days} />}
      </Flex>
    </section>
  );
}

function Charts({ days }: { days: UsageDay[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  if (days.every(({ analyses }) => analyses === 0)) {
    return (
      <Text as="p" color="secondary">
        {t('usage.empty')}
      </Text>
    );
  }
  const hasTokens = days.some(day => day.inputTokens + day.outputTokens > 0);
  const hasCost = days.some(({ costUsd }) => costUsd > 0);
  const count = (value: number) =>
    new Intl.NumberFormat(language).format(value);
  return (
    <div className={styles.charts}>
      <Figure
        title={t('usage.analyses')}
        days={days}
        format={count}
        series={[
          {
            label: t('usage.succeeded'),
            tone: 'main',
            value: day => day.analyses - day.failed,
          },
          { label: t('usage.failed'), tone: 'bad', value: day => day.failed },
        ]}
      />
      {hasTokens && (
        <Figure
          title={t('usage.tokens')}
          days={days}
          format={count}
          series={[
            {
              label: t('usage.inputTokens'),
              tone: 'main',
              value: day => day.inputTokens,
            },
            {
              label: t('usage.outputTokens'),
              tone: 'second',
              value: day => day.outputTokens,
            },
          ]}
        />
      )}
      {hasCost && (
        <Figure
          title={t('usage.cost')}
          days={days}
          format={value => formatUsd(value, language)}
          series={[
            { label: t('usage.cost'), tone: 'main', value: day => day.costUsd },
          ]}
        />
      )}
    </div>
  );
}

interface FigureProps {
  title: string;
  days: UsageDay[];
  series: Series[];
  format: (value: number) => string;
}

function Figure(props: FigureProps) {
  const { title, days, series, format } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const formatDay = (day: string) =>
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      // The days are those of UTC.
      timeZone: 'UTC',
    }).format(new Date(day));
  return (
    <figure className={styles.figure}>
      <figcaption>
        <Text as="h3" variant="body-medium" weight="bold">
          {title}
        </Text>
      </figcaption>
      {/* The table below says the same in words. */}
      <div aria-hidden className={styles.chart}>
        <Suspense fallback={<Skeleton width="100%" height={200} />}>
          <UsageChart
            days={days}
            series={series}
            format={format}
            formatDay={formatDay}
          />
        </Suspense>
      </div>
      <details>
        <summary>{t('usage.asTable')}</summary>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('usage.day')}</th>
              {series.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(day => (
              <tr key={day.day}>
                <th scope="row">{formatDay(day.day)}</th>
                {series.map(({ label, value }) => (
                  <td key={label}>{format(value(day))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
