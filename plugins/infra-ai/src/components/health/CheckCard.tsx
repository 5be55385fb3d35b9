import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type {
  HealthCheck,
  HealthReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { useLanguage } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { formatDateTime } from '../shared';
import styles from './Health.module.css';

const ICONS: Record<HealthCheck['status'], ReactElement> = {
  ok: <RiCheckboxCircleLine size={18} aria-hidden />,
  degraded: <RiErrorWarningLine size={18} aria-hidden />,
  down: <RiCloseCircleLine size={18} aria-hidden />,
  unknown: <RiQuestionLine size={18} aria-hidden />,
};

/** Details that are said in words; the names of others are shown as they come. */
const LABELS = {
  queued: 'health.detail.queued',
  running: 'health.detail.running',
  oldestSeconds: 'health.detail.oldestSeconds',
  remaining: 'health.detail.remaining',
  limit: 'health.detail.limit',
  reset: 'health.detail.reset',
  lastRun: 'health.detail.lastRun',
  nextRun: 'health.detail.nextRun',
} as const;

interface CheckCardProps {
  name: keyof HealthReport['checks'];
  check: HealthCheck;
}

/** One part that the plugin needs: how it is, why, and its figures. */
export function CheckCard({ name, check }: CheckCardProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const format = useFormat();
  const { status, reason, details = {} } = check;
  const { limit, remaining } = details;
  return (
    <Card className={styles.check}>
      <CardBody>
        <Flex direction="column" gap="2">
          <Flex justify="between" align="center" gap="2">
            <Text as="h2" variant="body-large" weight="bold">
              {t(`health.check.${name}`)}
            </Text>
            <span className={`${styles.status} ${styles[status]}`}>
              {ICONS[status]}
              {t(`health.status.${status}`)}
            </span>
          </Flex>
          {reason && <Text as="p">{reason}</Text>}
          {typeof limit === 'number' && typeof remaining === 'number' && (
            <meter
              className={styles.meter}
              min={0}
              max={limit}
              low={limit * 0.1}
              optimum={limit}
              value={remaining}
              aria-label={t('health.rateLimit')}
            />
          )}
          {Object.keys(details).length > 0 && (
            <dl className={styles.details}>
              {Object.entries(details).map(([key, value]) => (
                <div key={key}>
                  <dt>
                    {key in LABELS
                      ? t(LABELS[key as keyof typeof LABELS])
                      : key}
                  </dt>
                  <dd>{format(value)}</dd>
                </div>
              ))}
            </dl>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}

const ISO = /^\d{4}-\d{2}-\d{2}T/;

function useFormat() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  return (value: string | number | boolean | null): string => {
    if (typeof value === 'number') {
      return new Intl.NumberFormat(language).format(value);
    }
    if (typeof value === 'boolean') {
      return t(value ? 'health.yes' : 'health.no');
    }
    if (value === null) {
      return t('common.none');
    }
    if (value === 'ok' || value === 'degraded' || value === 'down') {
      return t(`health.status.${value}`);
    }
    return ISO.test(value) ? formatDateTime(value, language) : value;
  };
}
