import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  ButtonLink,
  Card,
  CardBody,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import {
  infraAiAnalysisCreatePermission,
  type DriftReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiGitPullRequestLine } from '@remixicon/react';
import { useLanguage } from '../../hooks';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';
import { PUBLISH_PARAM } from '../publish/publishParam';
import { Loading, ProblemAlert, formatDateTime } from '../shared';
import { DriftChanges } from './DriftChanges';
import { DriftStatus } from './DriftStatus';
import styles from './Entity.module.css';
import type { useDrift } from './useDrift';

interface DriftSectionProps {
  drift: ReturnType<typeof useDrift>;
  /** Whether there is a repository to read. */
  hasSource: boolean;
}

/** How the catalog compares with the repository now, and the way to correct it. */
export function DriftSection({ drift, hasSource }: DriftSectionProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const permission = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  const { report, isLoaded, error, refusal } = drift;
  const denied = !permission.loading && !permission.allowed;
  const isChecking = report?.state === 'checking' || drift.isStarting;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="4">
          <div className={styles.head}>
            <Text as="h2" variant="body-large" weight="bold">
              {t('drift.title')}
            </Text>
            <Button
              variant="secondary"
              isPending={isChecking}
              isDisabled={!hasSource || permission.loading || denied}
              onPress={drift.check}
            >
              {t(report ? 'drift.checkAgain' : 'drift.check')}
            </Button>
          </div>
          {/* A disabled button shows no tooltip to a keyboard, so the reason is text. */}
          {!hasSource && <Text color="secondary">{t('drift.noSource')}</Text>}
          {denied && (
            <Text color="secondary">
              {t('drift.notAllowed', {
                permission: infraAiAnalysisCreatePermission.name,
              })}
            </Text>
          )}
          {error !== undefined && (
            <ProblemAlert
              title={t('drift.loadFailed')}
              problem={error}
              onRetry={drift.reload}
            />
          )}
          {refusal !== undefined && (
            <ProblemAlert title={t('drift.refused')} problem={refusal} />
          )}
          {!isLoaded && error === undefined && <Loading height={80} />}
          {isLoaded && <DriftStatus report={report} />}
          {report && <Outcome report={report} />}
        </Flex>
      </CardBody>
    </Card>
  );
}

function Outcome({ report }: { report: DriftReport }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const language = useLanguage();
  const analysisPath = useRouteRef(analysisRouteRef);
  const { state, analysisId, url, checkedAt, changes, hiddenChanges, error } =
    report;
  const isDrifted = state === 'drifted';
  return (
    <>
      {state !== 'checking' && (
        <Text as="p" variant="body-small" color="secondary">
          {t('drift.checkedAt', { time: formatDateTime(checkedAt, language) })}
          {url && (
            <>
              {' · '}
              <Link href={url} variant="body-small">
                {url}
              </Link>
            </>
          )}
        </Text>
      )}
      {error && <ProblemAlert title={t('drift.failed')} problem={error} />}
      {changes && changes.length > 0 && <DriftChanges changes={changes} />}
      {hiddenChanges ? (
        <Text color="secondary">
          {t('drift.hidden', { number: String(hiddenChanges) })}
        </Text>
      ) : null}
      {state !== 'checking' && analysisId && (
        <Flex direction="column" align="start" gap="2">
          <ButtonLink
            href={
              isDrifted
                ? `${analysisPath({ id: analysisId })}?${PUBLISH_PARAM}`
                : analysisPath({ id: analysisId })
            }
            variant={isDrifted ? 'primary' : 'secondary'}
            iconStart={isDrifted ? <RiGitPullRequestLine /> : undefined}
          >
            {t(isDrifted ? 'drift.correct' : 'drift.review')}
          </ButtonLink>
          {isDrifted && (
            <Text as="p" variant="body-small" color="secondary">
              {t('drift.correctHint')}
            </Text>
          )}
        </Flex>
      )}
      {isDrifted && !analysisId && (
        <Text as="p" variant="body-small" color="secondary">
          {t('drift.ownCheck')}
        </Text>
      )}
    </>
  );
}
