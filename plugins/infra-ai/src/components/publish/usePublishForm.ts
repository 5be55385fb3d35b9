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
import { readSessionState, useSessionState } from '../../hooks';
import { usePublish } from './usePublish';
import { useAvailability } from './useAvailability';
import { usePublishCheck } from './usePublishCheck';

/** What a person chose for a publication; empty means not chosen yet. */
interface PublishForm {
  owner: string;
  repo: string;
  visibility: RepositoryVisibility | '';
  removeMissing: boolean;
  /** `owner/name` of the repository that the person wants a pull request to; none when they took that back. */
  updates?: string;
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

/**
 * Whether the person asked to remove what is missing when they sent this publication. Its record does not tell, so what
 * another tab sent is repeated without: nothing is removed unasked.
 */
export function removesMissing(
  analysisId: string,
  { owner, repo }: Publication,
): boolean {
  const form = readSessionState<PublishForm>(formKey(analysisId));
  return (
    form?.removeMissing === true && form.owner === owner && form.repo === repo
  );
}

/** The repository of the entity that an analysis began at. */
function sourceRepository({
  input,
}: Analysis): { owner: string; repo: string } | undefined {
  const origin = input.kind === 'files' ? input.origin : undefined;
  if (origin?.type !== 'repository' || !origin.entityRef) {
    return undefined;
  }
  const [, owner, repo] = new URL(origin.url).pathname.split('/');
  return owner && repo
    ? { owner, repo: repo.replace(/\.git$/, '') }
    : undefined;
}

function formKey(analysisId: string): string {
  return `infra-ai.publish.${analysisId}`;
}

/** The publish form of one analysis: its targets, its values, and what became of sending it. */
export function usePublishForm(
  analysis: Analysis,
  last: Publication | undefined,
  onStarted: (publication: Publication) => void,
) {
  const there = last ?? sourceRepository(analysis);
  const publish = usePublish();
  const { targets, error, reload } = usePublishTargets();
  const [form, setForm] = useSessionState<PublishForm>(formKey(analysis.id), {
    owner: there?.owner ?? '',
    repo:
      there?.repo ??
      toEntityName(analysis.model?.system?.name ?? analysis.name),
    visibility: last?.visibility ?? '',
    removeMissing: false,
  });
  const removeMissing = form.removeMissing ?? false;
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
  const availability = useAvailability(
    isValid ? { owner, repo: form.repo } : undefined,
  );
  const slug = `${owner}/${form.repo}`;
  // Who published there before wants to publish there again, and who began at an entity to correct its repository.
  // A publication that failed may have found somebody else's repository there.
  const target =
    last?.state === 'failed' && last.createOnly ? undefined : there;
  const before = target && `${target.owner}/${target.repo}`;
  const updates = (form.updates ?? before) === slug;
  const isOpen =
    availability?.state === 'free' ||
    // Nobody knows: the dry run may, and says why when it does not.
    availability?.state === 'unknown' ||
    (availability?.state === 'taken' &&
      availability.url !== undefined &&
      updates);
  const check = usePublishCheck(
    analysis.id,
    isOpen
      ? {
          owner,
          repo: form.repo,
          visibility,
          removeMissing,
          createOnly: !updates,
        }
      : undefined,
  );
  const isNothing = check.result?.action === 'none';

  const submit = async () => {
    if (!isOpen || isNothing || pending) {
      return;
    }
    setPending(true);
    setRefusal(undefined);
    try {
      onStarted(
        await publish(analysis.id, {
          owner,
          repo: form.repo,
          visibility,
          ...(removeMissing ? { removeMissing } : {}),
          createOnly: !updates,
        }),
      );
    } catch (reason) {
      setRefusal(reason);
      setPending(false);
    }
  };

  return {
    targets: { value: targets, error, reload },
    values: { owner, repo: form.repo, visibility, removeMissing, updates },
    change: ({
      updates: wanted,
      ...changes
    }: Partial<Omit<PublishForm, 'updates'> & { updates: boolean }>) =>
      setForm({
        ...form,
        ...changes,
        ...(wanted === undefined ? {} : { updates: wanted ? slug : '' }),
      }),
    availability,
    /** Whether something can be published there, as far as is known. */
    isOpen,
    check,
    canSubmit: isOpen && !isNothing,
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
