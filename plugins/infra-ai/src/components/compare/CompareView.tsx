import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Link, Text } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { useLanguage, useLoaded } from '../../hooks';
import { analysisRouteRef, historyRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { Loading, ProblemAlert, StateBadge, formatDateTime } from '../shared';
import styles from './Compare.module.css';
import { Differences } from './Differences';

/** Two analyses, `?a=` before and `?b=` after, and how the one differs from the other. */
export function CompareView() {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const historyPath = useRouteRef(historyRouteRef);
  const [params, setParams] = useSearchParams();
  const a = params.get('a');
  const b = params.get('b');
  return (
    <Flex direction="column" gap="4" className={styles.view}>
      <div>
        <Link href={historyPath()} standalone>
          ← {t('page.history')}
        </Link>
        <Text as="h1" variant="title-small" weight="bold">
          {t('compare.title')}
        </Text>
      </div>
      {a && b ? (
        <Pair a={a} b={b} onSwap={() => setParams({ a: b, b: a })} />
      ) : (
        <Flex direction="column" gap="3" align="start">
          <Text>{t('compare.none')}</Text>
          <ButtonLink href={historyPath()} variant="secondary">
            {t('compare.toHistory')}
          </ButtonLink>
        </Flex>
      )}
    </Flex>
  );
}

function Pair(props: { a: string; b: string; onSwap: () => void }) {
  const { a, b, onSwap } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const api = useApi(infraAiApiRef);
  const load = useCallback(
    (options: { signal: AbortSignal }) =>
      Promise.all([api.getAnalysis(a, options), api.getAnalysis(b, options)]),
    [api, a, b],
  );
  const { value, error, reload } = useLoaded(load);
  if (error !== undefined) {
    return (
      <ProblemAlert
        title={t('compare.loadFailed')}
        problem={error}
        onRetry={reload}
      />
    );
  }
  if (!value) {
    return <Loading height={240} />;
  }
  const [before, after] = value;
  return (
    <>
      <div className={styles.pair}>
        <Side label={t('compare.before')} analysis={before} />
        <Side label={t('compare.after')} analysis={after} />
        <Button variant="secondary" onPress={onSwap}>
          {t('compare.swap')}
        </Button>
      </div>
      {before.model && after.model ? (
        <Differences before={before.model} after={after.model} />
      ) : (
        <Text role="status">{t('compare.noResult')}</Text>
      )}
    </>
  );
}

function Side({ label, analysis }: { label: string; analysis: Analysis }) {
  const language = useLanguage();
  const analysisPath = useRouteRef(analysisRouteRef);
  return (
    <section className={styles.side} aria-label={label}>
      <Text color="secondary" variant="body-small">
        {label}
      </Text>
      <Link href={analysisPath({ id: analysis.id })} weight="bold">
        {analysis.name}
      </Link>
      <StateBadge analysis={analysis} />
      <Text color="secondary" variant="body-small">
        {formatDateTime(analysis.createdAt, language)} ·{' '}
        {analysis.analyzer.title}
      </Text>
    </section>
  );
}
