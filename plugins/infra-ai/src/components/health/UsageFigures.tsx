import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  AnalysisState,
  UsageDay,
  UsageReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { formatUsd } from '../shared';
import styles from './Health.module.css';
import { UsageFigure } from './UsageFigure';

const STATES = [
  'completed',
  'running',
  'queued',
  'cancelled',
  'failed',
] as const satisfies readonly AnalysisState[];

/** How many, by whom and how they ended, how long they took, and what they cost. */
export function UsageFigures({ report }: { report: UsageReport }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const { days, analyzers } = report;
  if (days.every(({ analyses }) => analyses.length === 0)) {
    return (
      <Text as="p" color="secondary">
        {t('usage.empty')}
      </Text>
    );
  }
  const count = (value: number) =>
    new Intl.NumberFormat(language).format(value);
  const seconds = (value: number) =>
    t('analysis.seconds', {
      value: new Intl.NumberFormat(language, {
        maximumFractionDigits: 2,
      }).format(value),
    });
  const total = (value: (day: UsageDay) => number) =>
    days.reduce((sum, day) => sum + value(day), 0);
  const tokens = total(day => day.inputTokens + day.outputTokens);
  const cost = total(day => day.costUsd);
  const unpriced = total(day => day.unpriced);
  return (
    <div className={styles.charts}>
      <UsageFigure
        title={t('usage.byAnalyzer')}
        total={count(total(day => counted(day, () => true)))}
        days={days}
        format={count}
        series={analyzers.map(({ id, title }, tone) => ({
          label: title,
          tone,
          value: day => counted(day, one => one.analyzer === id),
        }))}
      />
      <UsageFigure
        title={t('usage.byState')}
        days={days}
        format={count}
        series={STATES.map((state, index) => ({
          label: t(`state.${state}`),
          tone: state === 'failed' ? ('failed' as const) : index,
          value: (day: UsageDay) => counted(day, one => one.state === state),
        })).filter(({ value }) => total(value) > 0)}
      />
      {days.some(({ meanSeconds }) => meanSeconds !== undefined) && (
        <UsageFigure
          title={t('usage.duration')}
          days={days}
          format={seconds}
          allowDecimals
          series={[
            {
              label: t('usage.mean'),
              tone: 0,
              value: day => day.meanSeconds,
            },
          ]}
        />
      )}
      {tokens > 0 && (
        <UsageFigure
          title={t('usage.tokens')}
          total={count(tokens)}
          days={days}
          format={count}
          series={[
            {
              label: t('usage.inputTokens'),
              tone: 0,
              value: day => day.inputTokens,
            },
            {
              label: t('usage.outputTokens'),
              tone: 1,
              value: day => day.outputTokens,
            },
          ]}
        />
      )}
      {(cost > 0 || unpriced > 0) && (
        <UsageFigure
          title={t('usage.cost')}
          total={formatUsd(cost, language)}
          note={
            unpriced > 0 ? t('usage.unpriced', { count: unpriced }) : undefined
          }
          days={days}
          format={value => formatUsd(value, language)}
          allowDecimals
          series={[
            { label: t('usage.cost'), tone: 0, value: day => day.costUsd },
          ]}
        />
      )}
    </div>
  );
}

function counted(
  { analyses }: UsageDay,
  matches: (one: UsageDay['analyses'][number]) => boolean,
): number {
  return analyses
    .filter(matches)
    .reduce((sum, analysis) => sum + analysis.count, 0);
}
