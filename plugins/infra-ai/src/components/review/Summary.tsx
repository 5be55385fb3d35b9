import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiAlertLine, RiArrowRightLine } from '@remixicon/react';
import { infraAiTranslationRef } from '../../translations';
import { needsCheck } from './confidence';
import { ElementIcon } from './ElementIcon';
import styles from './Review.module.css';

const KINDS = [
  ['component', 'components'],
  ['resource', 'resources'],
  ['api', 'apis'],
] as const;

/** How much was found, and how much of it wants a look. */
export function Summary({ model }: { model: InfrastructureModel }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const toCheck = [...model.elements, ...model.relations].filter(
    needsCheck,
  ).length;
  return (
    <ul className={styles.summary}>
      {KINDS.map(([kind, key]) => {
        const count = model.elements.filter(e => e.kind === kind).length;
        return count === 0 ? null : (
          <li key={kind}>
            <Badge
              icon={<ElementIcon element={{ kind, type: '' }} size={14} />}
            >
              {t(`review.${key}`, { count })}
            </Badge>
          </li>
        );
      })}
      <li>
        <Badge icon={<RiArrowRightLine size={14} />}>
          {t('review.relations', { count: model.relations.length })}
        </Badge>
      </li>
      {toCheck > 0 && (
        <li>
          <Badge icon={<RiAlertLine size={14} />} className={styles.toCheck}>
            {t('review.uncertain', { count: toCheck })}
          </Badge>
        </li>
      )}
    </ul>
  );
}
