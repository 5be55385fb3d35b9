import type { UsageDay } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

export interface Series {
  label: string;
  /** Of {@link COLORS}, from 0; what failed has its own. */
  tone: number | 'failed';
  /** Undefined on days that have none. */
  value: (day: UsageDay) => number | undefined;
}

/** Told apart by those who see no red or green (Okabe and Ito); the first is a paler one on a dark ground. */
const COLORS = [
  'var(--infra-ai-chart)',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#f0e442',
];
const FAILED = '#d55e00';
const TICK = { fill: 'var(--bui-fg-secondary)', fontSize: 12 };

interface UsageChartProps {
  days: UsageDay[];
  series: Series[];
  format: (value: number) => string;
  /** False for what is counted. */
  allowDecimals: boolean;
  formatDay: (day: string) => string;
}

/** Stacked bars, one for each day. */
export function UsageChart(props: UsageChartProps) {
  const { days, series, format, allowDecimals, formatDay } = props;
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart data={days} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
        <XAxis
          dataKey="day"
          tickFormatter={formatDay}
          tick={TICK}
          minTickGap={24}
        />
        <YAxis
          tickFormatter={format}
          tick={TICK}
          width={76}
          allowDecimals={allowDecimals}
        />
        <Tooltip
          formatter={value => format(Number(value))}
          labelFormatter={day => formatDay(String(day))}
          cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
          contentStyle={{
            background: 'var(--bui-bg-app)',
            border: '1px solid var(--bui-border-2)',
            color: 'var(--bui-fg-primary)',
          }}
        />
        {series.length > 1 && (
          <Legend
            // In the order of the stack, not by name.
            itemSorter={null}
            formatter={label => (
              <span style={{ color: 'var(--bui-fg-primary)' }}>{label}</span>
            )}
          />
        )}
        {series.map(({ label, tone, value }) => (
          <Bar
            key={label}
            name={label}
            dataKey={value}
            stackId="all"
            fill={tone === 'failed' ? FAILED : COLORS[tone % COLORS.length]}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
