import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../../translations';
import styles from './Details.module.css';

/** What the source says of an element beyond its name. */
export function ElementFacts({ element }: { element: Element }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const facts = [
    [t('details.technology'), element.technology],
    [t('details.owner'), element.owner],
    [t('details.lifecycle'), element.lifecycle],
    [t('details.tags'), element.tags?.join(', ')],
  ].filter(([, value]) => value);
  if (facts.length === 0) {
    return null;
  }
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
