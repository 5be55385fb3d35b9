import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Element,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiArrowLeftLine, RiArrowRightLine } from '@remixicon/react';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel, needsCheck } from '../confidence';
import styles from './Details.module.css';

interface ElementRelationsProps {
  element: Element;
  model: InfrastructureModel;
  onSelect: (elementId: string) => void;
}

/** The relations of an element, both ways, each a way to the other end. */
export function ElementRelations(props: ElementRelationsProps) {
  const { element, model, onSelect } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const relations = model.relations.filter(
    ({ from, to }) => from === element.id || to === element.id,
  );
  if (relations.length === 0) {
    return null;
  }
  const name = (id: string) => {
    const other = model.elements.find(candidate => candidate.id === id);
    return other?.title ?? other?.name ?? id;
  };
  return (
    <div>
      <Text as="h3" variant="body-small" weight="bold" color="secondary">
        {t('details.relations')}
      </Text>
      <ul className={styles.relations}>
        {relations.map((relation, index) => {
          const isOutgoing = relation.from === element.id;
          const other = isOutgoing ? relation.to : relation.from;
          return (
            <li key={index}>
              {isOutgoing ? (
                <RiArrowRightLine size={14} aria-hidden />
              ) : (
                <RiArrowLeftLine size={14} aria-hidden />
              )}
              <span>
                {isOutgoing ? (
                  <>
                    {t(`relation.${relation.type}`)}{' '}
                    <OtherEnd
                      name={name(other)}
                      onPress={() => onSelect(other)}
                    />
                  </>
                ) : (
                  <>
                    <OtherEnd
                      name={name(other)}
                      onPress={() => onSelect(other)}
                    />{' '}
                    {t(`relation.${relation.type}`)}
                  </>
                )}
                {needsCheck(relation) && (
                  <em className={styles.doubt}>
                    {' '}
                    ({t(`confidence.${confidenceLevel(relation)}`)})
                  </em>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function OtherEnd({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <button type="button" className={styles.link} onClick={onPress}>
      {name}
    </button>
  );
}
