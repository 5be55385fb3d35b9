import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import type { EntityProvenance } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ReactNode } from 'react';
import { useLanguage } from '../../hooks';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { Loading, ProblemAlert, formatDateTime } from '../shared';
import styles from './Entity.module.css';
import type { useProvenance } from './useProvenance';

/** Which analysis an entity came from, by what, of what, when and by whom. */
export function ProvenanceSection({
  provenance: { value, error, reload },
}: {
  provenance: ReturnType<typeof useProvenance>;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h2" variant="body-large" weight="bold">
            {t('provenance.title')}
          </Text>
          {error !== undefined && (
            <ProblemAlert
              title={t('provenance.loadFailed')}
              problem={error}
              onRetry={reload}
            />
          )}
          {!value && error === undefined && <Loading height={80} />}
          {value && <Facts provenance={value} />}
        </Flex>
      </CardBody>
    </Card>
  );
}

function Facts({ provenance }: { provenance: EntityProvenance }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const analysisPath = useRouteRef(analysisRouteRef);
  const { analysis, analysisId, analyzer, source, confidence } = provenance;
  // Newest first: the last that wrote this entity.
  const publication = analysis?.publications.find(
    one =>
      one.state === 'completed' &&
      !one.dryRun &&
      one.entityRefs.includes(provenance.entityRef),
  );
  if (!analysisId && !analyzer && !source) {
    return <Text color="secondary">{t('provenance.none')}</Text>;
  }
  return (
    <>
      <dl className={styles.facts}>
        <Fact term={t('provenance.analysis')}>
          {analysis ? (
            <Link href={analysisPath({ id: analysis.id })}>
              {analysis.name}
            </Link>
          ) : (
            analysisId
          )}
        </Fact>
        <Fact term={t('analysis.analyzer')}>
          {analysis?.analyzer.title ?? analyzer}
        </Fact>
        <Fact term={t('provenance.source')}>{source}</Fact>
        <Fact term={t('table.confidence')}>
          {confidence !== undefined &&
            t('confidence.percent', {
              value: String(Math.round(confidence * 100)),
            })}
        </Fact>
        <Fact term={t('analysis.created')}>
          {analysis && formatDateTime(analysis.createdAt, language)}
        </Fact>
        <Fact term={t('provenance.by')}>
          {analysis && <EntityRefLink entityRef={analysis.createdBy} />}
        </Fact>
        <Fact term={t('provenance.published')}>
          {publication?.completedAt && (
            <Link
              href={publication.pullRequest?.url ?? publication.repositoryUrl}
            >
              {formatDateTime(publication.completedAt, language)}
            </Link>
          )}
        </Fact>
      </dl>
      {analysisId && !analysis && (
        <Text as="p" variant="body-small" color="secondary">
          {t('provenance.unreadable')}
        </Text>
      )}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return children ? (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  ) : null;
}
