import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Card,
  CardBody,
  Skeleton,
  Text,
} from '@backstage/ui';
import type { UsageDay } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Suspense, lazy } from 'react';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import styles from './Health.module.css';
import type { Series } from './UsageChart';

// The library is large, and most who open the page never see a chart.
const UsageChart = lazy(() =>
  import('./UsageChart').then(m => ({ default: m.UsageChart })),
);

interface UsageFigureProps {
  title: string;
  /** Of all days, as text. */
  total?: string;
  note?: string;
  days: UsageDay[];
  series: Series[];
  format: (value: number) => string;
  /** Whether there is something between one and two. */
  allowDecimals?: boolean;
}

/** A chart, and the same as a table for who does not see it. */
export function UsageFigure(props: UsageFigureProps) {
  const { title, total, note, days, series, format } = props;
  const { allowDecimals = false } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const formatDay = (day: string) =>
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      // The days are those of UTC.
      timeZone: 'UTC',
    }).format(new Date(day));
  const cell = (value: number | undefined) =>
    value === undefined ? t('common.none') : format(value);
  return (
    <Card>
      <CardBody>
        <figure className={styles.figure}>
          <figcaption>
            <Text as="h3" variant="body-medium" weight="bold">
              {title}
              {total !== undefined && `: ${total}`}
            </Text>
            {note && (
              <Text as="p" variant="body-small" color="secondary">
                {note}
              </Text>
            )}
          </figcaption>
          {/* The table below says the same in words. */}
          <div aria-hidden className={styles.chart}>
            <Suspense fallback={<Skeleton width="100%" height={200} />}>
              <UsageChart
                days={days}
                series={series}
                format={format}
                allowDecimals={allowDecimals}
                formatDay={formatDay}
              />
            </Suspense>
          </div>
          <Accordion>
            <AccordionTrigger title={t('usage.asTable')} level={4} />
            <AccordionPanel>
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
                        <td key={label}>{cell(value(day))}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </AccordionPanel>
          </Accordion>
        </figure>
      </CardBody>
    </Card>
  );
}
