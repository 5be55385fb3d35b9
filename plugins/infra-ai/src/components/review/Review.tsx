import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Publishing } from '../publish';
import { AnalysisHeader } from './AnalysisHeader';
import { ModelReview } from './ModelReview';
import { NothingFound } from './NothingFound';
import { Warnings } from './Warnings';

interface ReviewProps {
  analysis: Analysis;
  /** Told when the analysis on the server is another than the one shown. */
  onChanged: () => void;
}

/** The result and the way to publish it. */
export function Review({ analysis, onChanged }: ReviewProps) {
  const { model } = analysis;
  if (!model) {
    return null;
  }
  if (model.elements.length === 0) {
    return (
      <>
        <AnalysisHeader analysis={analysis} />
        <Warnings warnings={model.warnings} />
        <NothingFound analysis={analysis} />
      </>
    );
  }
  return (
    <ModelReview
      analysis={analysis}
      initial={model}
      header={(shown, { flush }) => (
        <Publishing analysis={shown} onChanged={onChanged} beforeOpen={flush} />
      )}
    />
  );
}
