import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ReactNode } from 'react';
import { useLanguage } from '../../hooks';
import { historyRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import {
  StateBadge,
  formatDateTime,
  formatSeconds,
  formatUsd,
} from '../shared';
import styles from './AnalysisView.module.css';

interface AnalysisHeaderProps {
  analysis: Analysis;
  /** What can be done with it. */
  actions?: ReactNode;
}

/** Name, state and origin of an analysis. */
export function AnalysisHeader({ analysis, actions }: AnalysisHeaderProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const historyPath = useRouteRef(historyRouteRef);
  const { usage, completedAt } = analysis;
  return (
    <header className={styles.header}>
      <div>
        <Link href={historyPath()} className={styles.back} standalone>
          ← {t('page.history')}
        </Link>
        <div className={styles.title}>
          <Text as="h1" variant="title-small" weight="bold">
            {analysis.name}
          </Text>
          <StateBadge analysis={analysis} />
        </div>
        <div className={styles.meta}>
          <span>
            {t('analysis.analyzer')}: {analysis.analyzer.title}
          </span>
          <span>
            {t('analysis.owner')}: <EntityRefLink entityRef={analysis.owner} />
          </span>
          <span>
            {t('analysis.created')}:{' '}
            {formatDateTime(analysis.createdAt, language)}
          </span>
          {completedAt && (
            <span>
              {t('analysis.took')}:{' '}
              {t('analysis.seconds', {
                value: formatSeconds(analysis.createdAt, completedAt, language),
              })}
            </span>
          )}
          {usage && (
            <span>
              {t('analysis.cost')}:{' '}
              {usage.costUsd === undefined
                ? t('analysis.tokens', {
                    count: usage.inputTokens + usage.outputTokens,
                  })
                : formatUsd(usage.costUsd, language)}{' '}
              ({usage.model})
            </span>
          )}
        </div>
      </div>
      {actions}
    </header>
  );
}
