import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analysisRouteRef, analyzeRouteRef } from '../../plugin/routes';
import { emptyDraft, useDraft } from '../analyze';

/** The ways on from an analysis that did not give what was wanted: its text again, changed or not. */
export function useRunAgain(analysis: Analysis) {
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analyzePath = useRouteRef(analyzeRouteRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const [, setDraft] = useDraft();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const { description } = analysis.input;

  const edit = () => {
    setDraft({ ...emptyDraft, description });
    navigate(analyzePath());
  };

  const runAgain = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      const next = await api.startTextAnalysis({
        description,
        name: analysis.name,
        owner: analysis.owner,
        analyzer: analysis.analyzer.id,
      });
      navigate(analysisPath({ id: next.id }));
    } catch (error) {
      setRefusal(error);
    } finally {
      setPending(false);
    }
  };

  return { edit, runAgain, pending, refusal };
}
