import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { HealthReport } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback } from 'react';
import { infraAiApiRef } from '../../api';
import { useLoaded } from '../../hooks';
import { infraAiTranslationRef } from '../../translations';
import { Loading, ProblemAlert } from '../shared';
import { CheckCard } from './CheckCard';
import styles from './Health.module.css';
import { Usage } from './Usage';

type CheckName = keyof HealthReport['checks'];

const CHECKS = [
  'database',
  'queue',
  'analyzers',
  'github',
  'catalog',
  'discovery',
] as const satisfies CheckName[];

const refreshInterval = () => 15_000;

/** Whether all that the plugin needs works. */
export function HealthView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) => api.getHealth(options),
    [api],
  );
  const { value: report, error, reload } = useLoaded(load, refreshInterval);
  return (
    <Flex direction="column" gap="6" className={styles.view}>
      <section aria-labelledby="infra-ai-health">
        <Flex direction="column" gap="4">
          <div>
            <Text
              as="h1"
              variant="title-small"
              weight="bold"
              id="infra-ai-health"
            >
              {t('health.title')}
            </Text>
            {report && (
              <Text as="p" color="secondary" role="status">
                {t(`health.overall.${report.status}`)}
              </Text>
            )}
          </div>
          {error !== undefined && (
            <ProblemAlert
              title={t('health.loadFailed')}
              problem={error}
              onRetry={reload}
            />
          )}
          {!report && error === undefined && <Loading height={240} />}
          {report && (
            <ul className={styles.checks}>
              {CHECKS.map(name => {
                const check = report.checks[name];
                return (
                  check && (
                    <li key={name}>
                      <CheckCard name={name} check={check} />
                    </li>
                  )
                );
              })}
            </ul>
          )}
        </Flex>
      </section>
      <Usage />
    </Flex>
  );
}
