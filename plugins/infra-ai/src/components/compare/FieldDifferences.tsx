import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { FieldDifference } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../translations';
import styles from './Compare.module.css';

/** A description or definition may be long; the analyses have all of it. */
const SHOWN = 300;

/** Each field with its old and its new value. */
export function FieldDifferences({ fields }: { fields: FieldDifference[] }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  if (fields.length === 0) {
    return null;
  }
  return (
    <ul className={styles.fields}>
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <strong>{t(`compare.field.${field}`)}</strong>{' '}
          <VisuallyHidden>{t('compare.before')}:</VisuallyHidden>
          <del>{shorten(before) ?? t('common.none')}</del>{' '}
          <span aria-hidden>→</span>{' '}
          <VisuallyHidden>{t('compare.after')}:</VisuallyHidden>
          <ins>{shorten(after) ?? t('common.none')}</ins>
        </li>
      ))}
    </ul>
  );
}

function shorten(text: string | undefined): string | undefined {
  return text && text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
