import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useMemo, useRef } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';
import { highlight } from './highlight';

interface SourceTextProps {
  text: string;
  /** What is marked in it. */
  evidence?: Evidence[];
}

const NO_EVIDENCE: Evidence[] = [];

/** The analyzed text with the evidence marked and in view. */
export function SourceText({ text, evidence = NO_EVIDENCE }: SourceTextProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const box = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => highlight(text, evidence), [text, evidence]);

  useEffect(() => {
    const mark = box.current?.querySelector('mark');
    if (box.current && mark) {
      // Only the box scrolls: scrollIntoView would move the page under the person's hand.
      box.current.scrollTop = mark.offsetTop - box.current.clientHeight / 3;
    }
  }, [pieces]);

  return (
    <div className={styles.source}>
      <Text as="h3" variant="body-small" weight="bold" color="secondary">
        {t('details.source')}
      </Text>
      <div
        ref={box}
        className={styles.text}
        role="region"
        aria-label={t('details.source')}
        // Scrolls, so the keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {pieces.map((piece, index) =>
          piece.isMarked ? (
            <mark key={index}>{piece.text}</mark>
          ) : (
            <span key={index}>{piece.text}</span>
          ),
        )}
      </div>
    </div>
  );
}
