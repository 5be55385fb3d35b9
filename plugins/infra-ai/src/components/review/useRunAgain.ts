import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type {
  Analysis,
  InfraAiApi,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { infraAiApiRef } from '../../api';
import { analysisRouteRef } from '../../plugin/routes';
import { loadFiles, loadPicture, useIntoForm } from '../analyze';

/** The ways on from an analysis that did not give what was wanted: its input again, changed or not. */
export function useRunAgain(analysis: Analysis) {
  const api = useApi(infraAiApiRef);
  const navigate = useNavigate();
  const analysisPath = useRouteRef(analysisRouteRef);
  const form = useIntoForm();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  const runAgain = async () => {
    setPending(true);
    setRefusal(undefined);
    try {
      const next = await startAgain(api, analysis);
      navigate(analysisPath({ id: next.id }));
    } catch (error) {
      setRefusal(error);
    } finally {
      setPending(false);
    }
  };

  return {
    edit: () => form.take(analysis),
    runAgain,
    pending: pending || form.isPending,
    refusal: refusal ?? form.refusal,
  };
}

async function startAgain(
  api: InfraAiApi,
  analysis: Analysis,
): Promise<Analysis> {
  const { input, name, owner } = analysis;
  const options = { name, owner, analyzer: analysis.analyzer.id };
  if (input.kind === 'text') {
    return api.startTextAnalysis({
      description: input.description,
      ...options,
    });
  }
  if (input.kind === 'files') {
    return input.origin?.type === 'repository'
      ? api.startRepositoryAnalysis({ url: input.origin.url, ...options })
      : api.startFilesAnalysis({
          files: await loadFiles(api, analysis),
          ...options,
        });
  }
  const picture = await loadPicture(api, analysis);
  return api.startImageAnalysis({
    ...picture,
    description: input.description,
    page: input.picture.original?.page,
    ...options,
  });
}
