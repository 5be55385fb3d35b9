import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import type {
  Element,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { RiCloseLine } from '@remixicon/react';
import { useContext, type ReactNode } from 'react';
import { DraftContext } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';
import { ElementIcon } from '../ElementIcon';
import { CatalogChoice } from './CatalogChoice';
import { ConfidenceBar } from './ConfidenceBar';
import styles from './Details.module.css';
import { ElementActions } from './ElementActions';
import { ElementFacts } from './ElementFacts';
import { ElementForm } from './ElementForm';
import { ElementRelations } from './ElementRelations';
import { OtherEvidence } from './OtherEvidence';
import { SystemDetails } from './SystemDetails';

interface DetailsPanelProps {
  model: InfrastructureModel;
  /** What was analyzed, with what was found marked in it. */
  source: ReactNode;
  /** Keeps the source in its place when facts come and go below it. */
  isSourceFirst?: boolean;
  selected: string | undefined;
  onSelect: (elementId: string | undefined) => void;
}

/** What is known of the selected element, and where it was found. */
export function DetailsPanel(props: DetailsPanelProps) {
  const { model, source, isSourceFirst, selected, onSelect } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const draft = useContext(DraftContext);
  const element = model.elements.find(({ id }) => id === selected);
  return (
    <aside
      className={styles.panel}
      data-source-first={isSourceFirst || undefined}
      aria-label={t('details.title')}
    >
      {isSourceFirst && source}
      {element ? (
        <SelectedElement element={element} model={model} onSelect={onSelect} />
      ) : (
        <>
          {model.system && (
            <SystemDetails system={model.system} draft={draft} />
          )}
          <Text as="p" variant="body-small" color="secondary">
            {t('details.overviewHint')}
          </Text>
        </>
      )}
      {!isSourceFirst && source}
    </aside>
  );
}

function SelectedElement({
  element,
  model,
  onSelect,
}: Pick<DetailsPanelProps, 'model' | 'onSelect'> & { element: Element }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const draft = useContext(DraftContext);
  const isEditable = draft?.isEditable ?? false;
  return (
    <>
      <div className={styles.heading}>
        <span className={styles.icon}>
          <ElementIcon element={element} />
        </span>
        <div className={styles.name} aria-live="polite">
          <Text as="h2" variant="body-large" weight="bold">
            {element.title ?? element.name}
          </Text>
          <Text variant="body-small" color="secondary">
            {t(`kind.${element.kind}`)} · {element.type}
          </Text>
        </div>
        <ButtonIcon
          aria-label={t('details.close')}
          icon={<RiCloseLine />}
          variant="tertiary"
          size="small"
          onPress={() => onSelect(undefined)}
        />
      </div>
      {!isEditable && element.description && (
        <Text as="p" variant="body-small">
          {element.description}
        </Text>
      )}
      <ConfidenceBar finding={element} />
      {draft && isEditable ? (
        <ElementForm key={element.id} element={element} draft={draft} />
      ) : (
        <ElementFacts element={element} />
      )}
      {draft && <CatalogChoice element={element} draft={draft} />}
      <ElementRelations element={element} model={model} onSelect={onSelect} />
      {draft && isEditable && (
        <ElementActions element={element} draft={draft} onSelect={onSelect} />
      )}
      <OtherEvidence evidence={element.evidence} />
    </>
  );
}
