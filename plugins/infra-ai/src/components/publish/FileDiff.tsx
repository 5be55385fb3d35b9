import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { FileChange } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo, useState } from 'react';
import { infraAiTranslationRef } from '../../translations';
import styles from './ChangeList.module.css';
import { parsePatch } from './parsePatch';

/** Lines that are drawn at first; more would make a browser slow. */
const SHOWN = 400;

/** The change of one file as a unified diff, which opens and closes. */
export function FileDiff({ file }: { file: FileChange }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { lines, added, removed } = useMemo(
    () => parsePatch(file.patch),
    [file.patch],
  );
  const [isComplete, setIsComplete] = useState(false);
  const shown = isComplete ? lines : lines.slice(0, SHOWN);
  return (
    <details className={styles.file}>
      <summary className={styles.head}>
        <code>{file.path}</code>
        <span className={styles.hint}>{t(`changes.file.${file.kind}`)}</span>
        <span className={styles.counts}>
          <span className={styles.plus}>+{added}</span>{' '}
          <span className={styles.minus}>−{removed}</span>
        </span>
      </summary>
      <pre
        className={styles.diff}
        aria-label={t('changes.diff', { path: file.path })}
        // Scrolls, so the keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {shown.map((line, index) => (
          <span key={index} className={styles[line.kind]}>
            {line.text}
            {'\n'}
          </span>
        ))}
      </pre>
      {shown.length < lines.length && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setIsComplete(true)}
        >
          {t('changes.showAll', { count: lines.length })}
        </Button>
      )}
    </details>
  );
}
