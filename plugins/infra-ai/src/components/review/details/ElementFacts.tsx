import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import { infraAiTranslationRef } from '../../../translations';
import { Facts } from './Facts';

/** What the source says of an element beyond its name. */
export function ElementFacts({ element }: { element: Element }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return (
    <Facts
      facts={[
        [t('details.technology'), element.technology],
        [t('details.owner'), element.owner],
        [t('details.lifecycle'), element.lifecycle],
        [t('details.tags'), element.tags?.join(', ')],
      ]}
    />
  );
}
