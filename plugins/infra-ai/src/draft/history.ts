import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { applyEdit } from './applyEdit';
import type { ModelEdit } from './edits';

/** Steps that can be taken back; a model of 5,000 elements shares what did not change. */
const MAX_STEPS = 100;

/** A model, and the step that led to the one after it; none where the whole model was put in its place. */
interface Moment {
  model: InfrastructureModel;
  step?: ModelEdit;
}

/** The model under review with what was before it and what was taken back. */
export interface History {
  past: Moment[];
  model: InfrastructureModel;
  future: Moment[];
}

/** The history after one more step. */
export function after(
  { past, model }: History,
  next: InfrastructureModel,
  step?: ModelEdit,
): History {
  return {
    past: [...past, { model, step }].slice(-MAX_STEPS),
    model: next,
    future: [],
  };
}

/** One step back; the same when there is none. */
export function undone(history: History): History {
  const { past, model, future } = history;
  const last = past.at(-1);
  return last
    ? {
        past: past.slice(0, -1),
        model: last.model,
        future: [{ model, step: last.step }, ...future],
      }
    : history;
}

/** One step forward again; the same when there is none. */
export function redone(history: History): History {
  const { past, model, future } = history;
  const [next, ...rest] = future;
  return next
    ? {
        past: [...past, { model, step: next.step }],
        model: next.model,
        future: rest,
      }
    : history;
}

/** The steps since a model was the current one; undefined when they cannot be told, as after undoing past it. */
function stepsSince(
  { past, model }: History,
  start: InfrastructureModel,
): ModelEdit[] | undefined {
  if (model === start) {
    return [];
  }
  const index = past.findLastIndex(moment => moment.model === start);
  const steps = past.slice(index).map(({ step }) => step);
  return index >= 0 && steps.every(step => step !== undefined)
    ? steps
    : undefined;
}

/**
 * The steps since a model once more, on the model of somebody else; one undo leads to theirs.
 *
 * @returns `lost`: how many steps do not fit there. Where the steps cannot be told, the whole model takes the place of theirs.
 */
export function rebased(
  history: History,
  start: InfrastructureModel,
  theirs: InfrastructureModel,
): { history: History; lost: number } {
  const steps = stepsSince(history, start);
  const fresh: History = { past: [], model: theirs, future: [] };
  if (!steps) {
    return { history: after(fresh, history.model), lost: 0 };
  }
  const fitting: ModelEdit[] = [];
  let model = theirs;
  for (const step of steps) {
    try {
      model = applyEdit(model, step);
      fitting.push(step);
    } catch {
      // Counted: what it changed is not there any more.
    }
  }
  return {
    history:
      fitting.length > 0
        ? after(fresh, model, { op: 'all', edits: fitting })
        : fresh,
    lost: steps.length - fitting.length,
  };
}
