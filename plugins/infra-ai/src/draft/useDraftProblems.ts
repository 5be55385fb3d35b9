import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AnalysisMatches,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo } from 'react';
import { infraAiTranslationRef } from '../translations';
import type { DraftProblem } from './DraftContext';

/** What a person should settle before publishing, found as they type. */
export function useDraftProblems(
  model: InfrastructureModel,
  matches: AnalysisMatches | undefined,
): DraftProblem[] {
  const { t } = useTranslationRef(infraAiTranslationRef);
  return useMemo(() => {
    const problems: DraftProblem[] = [];
    const names = new Map<string, number>();
    const key = ({ kind, name }: { kind: string; name: string }) =>
      `${kind} ${name.toLocaleLowerCase('en-US')}`;
    for (const element of model.elements) {
      names.set(key(element), (names.get(key(element)) ?? 0) + 1);
    }
    const unknown = new Set(matches?.unknownOwners);
    for (const element of model.elements) {
      const { id, name, owner, catalog } = element;
      if (names.get(key(element))! > 1) {
        problems.push({
          severity: 'warning',
          element: id,
          field: 'name',
          message: t('draft.problems.sameName', { name }),
        });
      }
      if (owner && unknown.has(owner)) {
        problems.push({
          severity: 'error',
          element: id,
          field: 'owner',
          message: t('draft.problems.unknownOwner', { owner }),
        });
      }
      const taken = matches?.elements[id]?.find(
        ({ reason }) => reason === 'ref',
      );
      if (taken && !catalog) {
        problems.push({
          severity: 'warning',
          element: id,
          field: 'name',
          message: t('draft.problems.nameTaken', { ref: taken.entityRef }),
        });
      }
    }
    const systemOwner = model.system?.owner;
    if (systemOwner && unknown.has(systemOwner)) {
      problems.push({
        severity: 'error',
        field: 'owner',
        message: t('draft.problems.unknownOwner', { owner: systemOwner }),
      });
    }
    return problems;
  }, [model, matches, t]);
}
