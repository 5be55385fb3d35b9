import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo, useState } from 'react';
import { infraAiTranslationRef } from '../../translations';
import { Publishing } from '../publish';
import { AnalysisHeader } from './AnalysisHeader';
import { DetailsPanel } from './details';
import { GraphPanel } from './graph';
import { NothingFound } from './NothingFound';
import styles from './Review.module.css';
import { Summary } from './Summary';
import { ModelTables } from './table';
import { Warnings } from './Warnings';
import { FilesView } from './yaml';

interface ReviewProps {
  analysis: Analysis;
  /** Told when the analysis on the server is another than the one shown. */
  onChanged: () => void;
}

/** The result: three views of one model, what was found where, and the way to publish it. */
export function Review({ analysis, onChanged }: ReviewProps) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [selected, setSelected] = useState<string>();
  const { model } = analysis;
  const elements = useMemo(() => model?.elements ?? [], [model]);
  if (!model) {
    return null;
  }
  if (elements.length === 0) {
    return (
      <>
        <AnalysisHeader analysis={analysis} />
        <Warnings warnings={model.warnings} />
        <NothingFound analysis={analysis} />
      </>
    );
  }
  const details = (
    <DetailsPanel
      model={model}
      text={analysis.input.description}
      selected={selected}
      onSelect={setSelected}
    />
  );
  return (
    <>
      <Publishing analysis={analysis} onChanged={onChanged} />
      <Summary model={model} />
      <Warnings warnings={model.warnings} />
      <Tabs>
        <TabList aria-label={t('review.views')}>
          <Tab id="graph">{t('review.graph')}</Tab>
          <Tab id="table">{t('review.table')}</Tab>
          <Tab id="yaml">{t('review.yaml')}</Tab>
        </TabList>
        <TabPanel id="graph" className={styles.panel}>
          <div className={styles.split}>
            <GraphPanel
              model={model}
              selected={selected}
              onSelect={setSelected}
            />
            {details}
          </div>
        </TabPanel>
        <TabPanel id="table" className={styles.panel}>
          <div className={styles.split}>
            <ModelTables
              model={model}
              selected={selected}
              onSelect={setSelected}
            />
            {details}
          </div>
        </TabPanel>
        <TabPanel id="yaml" className={styles.panel}>
          <FilesView analysis={analysis} />
        </TabPanel>
      </Tabs>
    </>
  );
}
