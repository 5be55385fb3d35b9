import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type {
  Analysis,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo, useState, type ReactNode } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { DraftContext } from '../../draft/DraftContext';
import { useModelDraft } from '../../draft/useModelDraft';
import { ChangesView } from './changes';
import { DetailsPanel, SourceText } from './details';
import { DraftBar } from './DraftBar';
import { ElementFocusContext, type ElementFocus } from './ElementFocus';
import { SourceFiles } from './files';
import { GraphPanel } from './graph';
import { PictureView } from './picture';
import styles from './Review.module.css';
import { Summary } from './Summary';
import { ModelTables } from './table';
import { Warnings } from './Warnings';
import { FilesView, usePendingYaml } from './yaml';

interface ModelReviewProps {
  analysis: Analysis;
  /** The model as it was loaded. */
  initial: InfrastructureModel;
  /** Above the result: what can be done with it as it is now. */
  header?: (
    shown: Analysis,
    draft: ReturnType<typeof useModelDraft>,
  ) => ReactNode;
}

/** What was found: three views of one model, where each thing was found, and edits that save themselves. */
export function ModelReview({ analysis, initial, header }: ModelReviewProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const draft = useModelDraft(analysis, initial);
  const { model, revision } = draft;
  const shown = {
    ...analysis,
    name: model.system?.name ?? analysis.name,
    model,
    revision,
  };
  const pendingYaml = usePendingYaml();
  const [selected, setSelected] = useState<string>();
  const [highlighted, setHighlighted] = useState<string>();
  const { input } = analysis;
  const focus = useMemo(
    (): ElementFocus => ({
      selected,
      highlighted,
      onSelect: setSelected,
      onHighlight: setHighlighted,
    }),
    [selected, highlighted],
  );
  const isPicture = input.kind === 'image';
  const details = (
    <DetailsPanel
      model={model}
      selected={selected}
      onSelect={setSelected}
      isSourceFirst={isPicture}
      source={<Source analysis={shown} focus={focus} />}
    />
  );
  const beside = (view: ReactNode) => (
    <div className={styles.split} data-picture={isPicture || undefined}>
      {view}
      {details}
    </div>
  );
  return (
    <DraftContext.Provider value={draft}>
      <ElementFocusContext.Provider value={focus}>
        {header?.(shown, draft)}
        <DraftBar onSelect={setSelected} />
        <Summary model={model} />
        <Warnings warnings={model.warnings} />
        <Tabs>
          <TabList aria-label={t('review.views')}>
            <Tab id="graph">{t('review.graph')}</Tab>
            <Tab id="table">{t('review.table')}</Tab>
            <Tab id="yaml">{t('review.yaml')}</Tab>
            <Tab id="changes">{t('review.changes')}</Tab>
          </TabList>
          <TabPanel id="graph" className={styles.panel}>
            {beside(<GraphPanel {...focus} model={model} />)}
          </TabPanel>
          <TabPanel id="table" className={styles.panel}>
            {beside(<ModelTables {...focus} model={model} />)}
          </TabPanel>
          <TabPanel id="yaml" className={styles.panel}>
            <FilesView {...pendingYaml} analysis={shown} />
          </TabPanel>
          <TabPanel id="changes" className={styles.panel}>
            <ChangesView analysisId={analysis.id} />
          </TabPanel>
        </Tabs>
      </ElementFocusContext.Provider>
    </DraftContext.Provider>
  );
}

/** What was analyzed, with what the selected element was found in. */
export function Source({
  analysis: { id, input, model },
  focus,
}: {
  analysis: Analysis & { model: InfrastructureModel };
  focus: ElementFocus;
}) {
  const evidence = model.elements.find(
    element => element.id === focus.selected,
  )?.evidence;
  switch (input.kind) {
    case 'image':
      return (
        <PictureView
          {...focus}
          analysisId={id}
          picture={input.picture}
          model={model}
        />
      );
    case 'files':
      return <SourceFiles analysisId={id} input={input} evidence={evidence} />;
    default:
      return <SourceText text={input.description} evidence={evidence} />;
  }
}
