import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  elementKinds,
  relationTypes,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiQuestionLine } from '@remixicon/react';
import { infraAiTranslationRef } from '../../../translations';
import { needsCheck } from '../confidence';
import { ElementIcon } from '../ElementIcon';
import styles from './Graph.module.css';

/** What the shapes and lines of this graph mean; only those that it has. */
export function Legend({ model }: { model: InfrastructureModel }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const kinds = elementKinds.filter(kind =>
    model.elements.some(element => element.kind === kind),
  );
  const types = relationTypes.filter(type =>
    model.relations.some(relation => relation.type === type),
  );
  const uncertain = [...model.elements, ...model.relations].some(needsCheck);
  return (
    <ul className={styles.legend} aria-label={t('graph.legend')}>
      {kinds.map(kind => (
        <li key={kind}>
          <span className={`${styles.swatch} ${styles[kind]}`} aria-hidden>
            <ElementIcon element={{ kind, type: '' }} size={12} />
          </span>
          {t(`kind.${kind}`)}
        </li>
      ))}
      {types.map(type => (
        <li key={type}>
          <svg width="28" height="8" aria-hidden>
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              className={`${styles.edge} ${styles[type]}`}
            />
          </svg>
          {t(`relation.${type}`)}
        </li>
      ))}
      {uncertain && (
        <li>
          <span className={styles.legendMark} aria-hidden>
            <RiQuestionLine size={12} />
          </span>
          {t('confidence.low')} / {t('confidence.inferred')}
        </li>
      )}
    </ul>
  );
}
