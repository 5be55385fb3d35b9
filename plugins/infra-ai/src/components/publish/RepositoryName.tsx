import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Flex, Link, Text, TextField } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiGitPullRequestLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './Publish.module.css';
import type { Availability } from './useAvailability';
import { isRepositoryName } from './usePublishForm';

interface RepositoryNameProps {
  /** `host/owner`. */
  base: string;
  /** `owner/name`. */
  slug: string;
  repo: string;
  availability: Availability | undefined;
  /** Whether the person wants a pull request to what is there. */
  updates: boolean;
  onRepo: (repo: string) => void;
  onUpdates: (updates: boolean) => void;
}

/** The name of the repository, and whether it can be had. */
export function RepositoryName(props: RepositoryNameProps) {
  const { base, slug, repo, availability, updates } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const isInvalid = !isRepositoryName(repo);
  return (
    <div>
      <TextField
        label={t('publish.repo')}
        description={t('publish.repoHelp', { url: `${base}/${repo || '…'}` })}
        value={repo}
        onChange={props.onRepo}
        isInvalid={isInvalid}
        isRequired
        // Backstage's own word for it is in English.
        secondaryLabel={t('common.required')}
        autoComplete="off"
        maxLength={100}
      />
      {isInvalid && (
        <Text as="p" variant="body-small" color="danger" role="alert">
          {t('publish.repoInvalid')}
        </Text>
      )}
      {/* Always there, as a screen reader tells of changes in what it knows only. */}
      <div role="status" className={styles.availability}>
        {!isInvalid && availability && (
          <Answer availability={availability} slug={slug} updates={updates} />
        )}
      </div>
      {/* Without an address it is there, and nothing can be written to it. */}
      {!isInvalid && availability?.state === 'taken' && availability.url && (
        <Flex gap="4" align="center" className={styles.wrap}>
          <Checkbox isSelected={updates} onChange={props.onUpdates}>
            {t('publish.availability.update')}
          </Checkbox>
          <Link href={availability.url} target="_blank">
            {t('publish.availability.look')}
          </Link>
        </Flex>
      )}
      {!isInvalid && availability?.state === 'unknown' && (
        <Button variant="secondary" size="small" onPress={availability.again}>
          {t('publish.checkAgain')}
        </Button>
      )}
    </div>
  );
}

const ICONS: Record<string, ReactNode> = {
  checking: <RiLoader4Line className={styles.spinner} aria-hidden />,
  free: <RiCheckboxCircleLine className={styles.success} aria-hidden />,
  taken: <RiErrorWarningLine className={styles.failure} aria-hidden />,
  updates: <RiGitPullRequestLine className={styles.open} aria-hidden />,
  invalid: <RiErrorWarningLine className={styles.failure} aria-hidden />,
  unknown: <RiQuestionLine aria-hidden />,
};

function Answer({
  availability,
  slug,
  updates,
}: Pick<RepositoryNameProps, 'slug' | 'updates'> & {
  availability: Availability;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const state =
    updates && availability.state === 'taken' ? 'updates' : availability.state;
  const reason = 'message' in availability ? availability.message : undefined;
  return (
    <>
      {ICONS[state]}
      <Text as="p" variant="body-small">
        {t(`publish.availability.${state}`, { repo: slug })}
        {reason && ` ${reason}`}
      </Text>
    </>
  );
}
