import { applyObject } from '../effects';
import { takeGap, takePronoun } from './anaphora';
import { describe, readApposition } from './apposition';
import type { Phrase } from '../phrases';
import { addHost } from './hosting';
import { followsJoin, isTechnologyOnly, type Group } from './coordination';
import { readDenied } from './denial';
import { actingImplementation } from './implementation';
import { finiteVerbAt, isBehindRole } from './lookahead';
import { isExample, meaningOf, single } from './meaning';
import { readObjects } from './object';
import { leavePurpose } from './purpose';
import type { SentenceState } from './state';
import { readSubjects, setSubject } from './subject';

/** Reads phrases that stand together: as what acts, what is acted upon, or what explains another. */
export function readGroup(state: SentenceState, group: Group): void {
  if (state.negated[group.from] || group.from >= state.skipFrom) {
    readDenied(state, group);
    return;
  }
  if (isExample(state, group) || readApposition(state, group)) return;
  if (readPossessive(state, group) || readPostposed(state, group)) return;
  if (readMorePostposed(state, group)) return;
  if (finiteVerbAt(state, group.to) || isMadeSubject(state, group)) {
    const acting = actingImplementation(state, group);
    if (acting) {
      const objects = group.phrases.slice(0, -1);
      if (objects.length) readObjects(state, objects);
      setSubject(state, [single([acting])], group.phrases);
      state.endClause();
      state.lastEnd = group.to;
      return;
    }
    if (isInsideSubject(state, group)) {
      // "A service written in Go calls …": the outer subject goes on
      readObjects(state, group.phrases);
      state.endClause();
    } else readSubjects(state, group);
    return;
  }
  const isFirst = !state.predicate && !state.role && !state.content;
  if (isFirst && describesHint(state, group)) return;
  if (isFirst) {
    // no verb yet: a fragment, or a subject that the verb comes to later
    const meanings = group.phrases.map(phrase =>
      meaningOf(state, phrase, true),
    );
    setSubject(state, meanings, group.phrases);
  } else {
    leaveReduced(state, group);
    leavePurpose(state, group.from);
    repeatRole(state, group);
    readObjects(state, group.phrases);
  }
  state.lastEnd = group.to;
}

/** "the worker's tasks are …": of the worker, which is not the subject. */
function readPossessive(state: SentenceState, group: Group): boolean {
  if (!state.tokens[group.to - 1].possessive) return false;
  const owners = group.phrases.flatMap(
    phrase => meaningOf(state, phrase, true).entities,
  );
  if (!state.predicate) {
    state.sources = owners;
    state.content = true;
  }
  state.last = owners;
  state.lastEnd = group.to;
  return true;
}

/** "los pagos los procesa el servicio de pagos": the subject comes last. */
function readPostposed(state: SentenceState, group: Group): boolean {
  const { predicate, verbAt } = state;
  if (!state.awaitsSubject || !predicate || state.role) return false;
  state.awaitsSubject = false;
  const meanings = group.phrases.map(phrase => meaningOf(state, phrase, true));
  setSubject(state, meanings, group.phrases);
  predicate.subject = state.subject;
  predicate.subjectKind = state.subjectKind;
  for (const entity of state.subject) entity.involved = true;
  state.lastEnd = group.to;
  takePronoun(state, verbAt);
  state.postposedGap = state.gap?.entities;
  takeGap(state);
  return true;
}

/** "que consumen la web (Next.js) y la app": the second one that acts. */
function readMorePostposed(state: SentenceState, group: Group): boolean {
  const { predicate, postposedGap, context } = state;
  if (
    !postposedGap?.length ||
    !predicate ||
    isBehindRole(state, group.from) ||
    finiteVerbAt(state, group.to) ||
    !followsJoin(state, group.from)
  ) {
    return false;
  }
  const more = group.phrases.flatMap(
    phrase => meaningOf(state, phrase, true).entities,
  );
  for (const entity of more) entity.involved = true;
  applyObject(
    context,
    { ...predicate, subject: more, seen: [] },
    undefined,
    postposedGap,
    [],
  );
  state.last = more;
  state.lastEnd = group.to;
  return true;
}

const isMadeOrHost = (phrase: Phrase): boolean =>
  isTechnologyOnly(phrase) ||
  (phrase.product?.role === 'compute' && phrase.isProduct === true);

/** "the backend in .NET reads …", "the API on Cloud Run calls …" */
function isMadeSubject(state: SentenceState, { to }: Group): boolean {
  if (!/^(?:in|on|with|en|con|sobre)$/.test(state.low(to))) return false;
  const next = state.groupAt.get(to + 1);
  return (
    next !== undefined &&
    next.phrases.every(isMadeOrHost) &&
    finiteVerbAt(state, next.to)
  );
}

function isInsideSubject(state: SentenceState, group: Group): boolean {
  const isBehindSubject =
    state.subject.length > 0 &&
    state.predicate === undefined &&
    state.lastEnd === group.from - 1 &&
    isBehindRole(state, group.from) &&
    group.phrases.every(isMadeOrHost);
  return (
    isBehindSubject ||
    group.phrases.every(isTechnologyOnly) ||
    (state.isReduced &&
      state.predicate !== undefined &&
      isBehindRole(state, group.from))
  );
}

const isOnlyHost = ({ phrases: [phrase, ...others] }: Group): boolean =>
  !others.length &&
  phrase.isProduct === true &&
  phrase.product?.role === 'compute' &&
  phrase.product.type === 'function';

/** "Web-based front end for employees", said of the title. */
function describesHint(state: SentenceState, group: Group): boolean {
  const [phrase] = group.phrases;
  const { entity } = state.hint;
  if (entity?.defined && group.from <= 1 && isOnlyHost(group)) {
    // "decoder: Azure Function, triggered by …"
    addHost(state, [entity], group.phrases);
    state.last = [entity];
    state.lastEnd = group.to;
    return true;
  }
  const isDescription =
    group.phrases.length === 1 &&
    phrase.noun &&
    !phrase.isProduct &&
    !phrase.entity &&
    !phrase.strong &&
    group.from <= 3;
  if (!entity || !isDescription) return false;
  describe(entity, phrase);
  state.last = [entity];
  state.lastEnd = group.to;
  return true;
}

/** "an app built with Flutter and a dashboard": back to the verb before. */
function leaveReduced(state: SentenceState, { from }: Group): void {
  const verb = state.predicate?.reading.class;
  if (
    state.outer &&
    state.isReduced &&
    (verb === 'make' || verb === 'host') &&
    !isBehindRole(state, from)
  ) {
    state.predicate = state.outer.predicate;
    state.role = state.outer.role;
    state.isReduced = false;
  }
}

/** "uses MySQL for data and Redis for caching": Redis is used as MySQL is. */
function repeatRole(state: SentenceState, { from }: Group): void {
  if (state.role === undefined || !followsJoin(state, from)) return;
  const earlier = state.predicate?.seen[0];
  if (earlier) state.role = earlier.role;
}
