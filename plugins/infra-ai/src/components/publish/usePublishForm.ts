import { useApi } from '@backstage/core-plugin-api';
import {
  assertRepositoryName,
  toEntityName,
  type Analysis,
  type Publication,
  type PublishTargets,
  type RepositoryVisibility,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../../api';
import { useSessionState } from '../../hooks';

/** What a person chose for a publication; empty means not chosen yet. */
interface PublishForm {
  owner: string;
  repo: string;
  visibility: RepositoryVisibility | '';
}

/** True for a name that GitHub takes. */
export function isRepositoryName(name: string): boolean {
  try {
    assertRepositoryName(name);
    return true;
  } catch {
    return false;
  }
}

/** The publish form of one analysis: its targets, its values, and what became of sending it. */
export function usePublishForm(
  analysis: Analysis,
  last: Publication | undefined,
  onStarted: (publication: Publication) => void,
) {
  const api = useApi(infraAiApiRef);
  const { targets, error, reload } = usePublishTargets();
  const [form, setForm] = useSessionState<PublishForm>(
    `infra-ai.publish.${analysis.id}`,
    {
      owner: last?.owner ?? '',
      repo:
        last?.repo ??
        toEntityName(analysis.model?.system?.name ?? analysis.name),
      visibility: last?.visibility ?? '',
    },
  );
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  // A stored choice that is no longer offered must not be sent.
  const owner =
    targets?.owners.find(({ login }) => login === form.owner)?.login ??
    targets?.owners[0]?.login ??
    '';
  const visibility =
    targets?.visibilities.find(offered => offered === form.visibility) ??
    targets?.defaultVisibility ??
    'private';
  const isValid = Boolean(owner) && isRepositoryName(form.repo);

  const submit = async () => {
    if (!isValid || pending) {
      return;
    }
    setPending(true);
    setRefusal(undefined);
    try {
      onStarted(
        await api.publish(analysis.id, { owner, repo: form.repo, visibility }),
      );
    } catch (reason) {
      setRefusal(reason);
      setPending(false);
    }
  };

  return {
    targets: { value: targets, error, reload },
    values: { owner, repo: form.repo, visibility },
    change: (changes: Partial<PublishForm>) => setForm({ ...form, ...changes }),
    isValid,
    pending,
    refusal,
    submit,
  };
}

function usePublishTargets() {
  const api = useApi(infraAiApiRef);
  const [targets, setTargets] = useState<PublishTargets>();
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setError(undefined);
    api
      .listPublishTargets({ signal: controller.signal })
      .then(setTargets, reason => {
        if (!isAbort(reason)) {
          setError(reason);
        }
      });
    return () => controller.abort();
  }, [api, round]);
  const reload = useCallback(() => setRound(current => current + 1), []);
  return { targets, error, reload };
}
