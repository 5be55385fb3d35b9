import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Switch, Text } from '@backstage/ui';
import { infraAiTranslationRef } from '../../translations';
import { ProblemAlert } from '../shared';
import { ChangeList } from './ChangeList';
import styles from './Publish.module.css';
import type { usePublishCheck } from './usePublishCheck';

interface CheckResultProps {
  check: ReturnType<typeof usePublishCheck>;
  /** `owner/name` of the repository. */
  repo: string;
  removeMissing: boolean;
  onRemoveMissing: (removeMissing: boolean) => void;
}

/** What a publication would do, before it does it. */
export function CheckResult(props: CheckResultProps) {
  const { check, repo, removeMissing, onRemoveMissing } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { isChecking, problem, result } = check;
  if (problem !== undefined) {
    return (
      <ProblemAlert
        title={t('publish.checkFailed')}
        problem={problem}
        actions={
          <Button variant="secondary" onPress={check.again}>
            {t('publish.checkAgain')}
          </Button>
        }
      />
    );
  }
  const changes = result?.action === 'update' ? result.changes : undefined;
  const hasMissing = changes?.entities.some(
    ({ kind }) => kind === 'missing' || kind === 'removed',
  );
  return (
    <div className={styles.check}>
      <div aria-live="polite">
        {isChecking && (
          <div role="status">
            <Text as="p" variant="body-small" color="secondary">
              {t('publish.checking', { repo })}
            </Text>
            <Skeleton width="100%" height={48} />
          </div>
        )}
        {result && (
          <Alert
            status={result.action === 'none' ? 'success' : 'info'}
            icon
            title={t(`publish.will.${result.action ?? 'create'}`, { repo })}
            description={t(`publish.willHint.${result.action ?? 'create'}`)}
          />
        )}
      </div>
      {/* Stays while the target is checked again: it is what asked for that. */}
      {(hasMissing || (isChecking && removeMissing)) && (
        <Switch
          label={t('publish.removeMissing')}
          isSelected={removeMissing}
          onChange={onRemoveMissing}
        />
      )}
      {changes && <ChangeList changes={changes} />}
    </div>
  );
}
