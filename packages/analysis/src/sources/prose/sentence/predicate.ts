import type { Predicate } from '../effects';
import { isPassive, type Entity } from '../entities';
import type { VerbReading } from '../grammar';
import { takeEvents, takeGap, takePronoun } from './anaphora';
import { isPronounBefore, nextVerb } from './lookahead';
import { takePurpose } from './purpose';
import { isSubjectLast } from './relative';
import type { SentenceState } from './state';

/** Who a verb is said of. */
type Who = Pick<Predicate, 'subject' | 'subjectKind'>;

/** A verb in its place. */
interface Verb {
  index: number;
  reading: VerbReading;
  /** "is", "was" stand before it. */
  hasAuxiliary: boolean;
  /** "se guarda": active in form, passive in meaning. */
  isReflexive: boolean;
  /** "se usa": nobody is said to act. */
  isImpersonal: boolean;
}

/** How far before a verb its subject may end. */
const NEAR = 3;
const OF_ADJACENT = /^(?:host|sit|receive|store|send)$/;

/** Reads a verb: from here on, phrases are its objects. */
export function readVerb(
  state: SentenceState,
  index: number,
  reading: VerbReading,
): void {
  if (isAuxiliary(state, index, reading)) return;
  const verb = verbAt(state, index, reading);
  const passive = reading.form === 'participle' || verb.isReflexive;
  takeEvents(state);
  checkNumber(state, index, reading);
  const who = subjectOf(state, verb, passive);
  const isPostposed = isSubjectLast(state, index, reading);
  const repeated = repeatedBefore(state, verb);
  if (isPostposed) {
    state.gap = { entities: state.last };
    state.relativePending = false;
  } else if (repeated) state.gap = { entities: [repeated] };
  const awaitsSubject =
    isPostposed || repeated !== undefined || isObjectFirst(state, verb);
  if (awaitsSubject)
    Object.assign(who, { subject: [], subjectKind: 'implicit' });
  takePurpose(state, index, reading);
  state.verbAt = index;
  state.awaitsSubject = awaitsSubject;
  state.predicate = {
    ...who,
    reading,
    passive,
    seen: [],
    range: state.range,
    certainty: certaintyOf(state, index),
    isStray: state.strayRelative,
    before: state.predicate?.seen.flatMap(({ entities }) => entities),
  };
  if (reading.form === 'finite' || passive) {
    for (const entity of who.subject) entity.involved = true;
  }
  const keepsWords =
    reading.form === 'participle' &&
    verb.hasAuxiliary &&
    state.plain.length === 0;
  if (!keepsWords) state.beforeVerb = state.plain;
  state.plain = [];
  state.hadVerb = true;
  state.relativePending = false;
  state.content = false;
  state.role = undefined;
  if (!passive) state.sources = [];
  if (!awaitsSubject) takePronoun(state, index);
  if (!isPostposed && !repeated) takeGap(state);
  state.strayRelative = false;
}

/** "is stored", "has been moved": the verb behind it counts. */
function isAuxiliary(
  state: SentenceState,
  index: number,
  { class: verb, lemma }: VerbReading,
): boolean {
  if (verb !== 'be' && lemma !== 'have') return false;
  const next = nextVerb(state, index + 1);
  if (verb === 'be') {
    return (
      next?.reading.form === 'participle' || next?.reading.form === 'gerund'
    );
  }
  return next?.reading.form === 'participle' && next.index <= index + 2;
}

function verbAt(
  state: SentenceState,
  index: number,
  reading: VerbReading,
): Verb {
  const { grammar } = state.context;
  const isSe =
    grammar.language === 'es' &&
    reading.form === 'finite' &&
    state.low(index - 1) === 'se';
  return {
    index,
    reading,
    hasAuxiliary: state.tokens
      .slice(Math.max(0, index - 3), index)
      .some(({ low }) => grammar.passives.has(low)),
    isReflexive:
      isSe &&
      /^(?:send|store|host|make|receive)$/.test(reading.class) &&
      !/^(?:suscribir|alimentar|nutrir|escuchar)$/.test(reading.lemma),
    isImpersonal:
      isSe &&
      /^(?:usar|utilizar|emplear|consultar|invocar)$/.test(reading.lemma),
  };
}

function certaintyOf(state: SentenceState, index: number): number {
  const isPossible =
    state.context.grammar.language === 'en' &&
    /^(?:can|could|may)$/.test(state.low(index - 1));
  return state.certainties[index] * (isPossible ? 0.85 : 1);
}

const toWho = (subject: Entity[]): Who => ({
  subject,
  subjectKind: subject.length ? 'explicit' : 'implicit',
});

function subjectOf(state: SentenceState, verb: Verb, passive: boolean): Who {
  const isOfLast = isSaidOfLast(state, verb);
  const isReduced =
    isOfLast || (verb.reading.form === 'participle' && !verb.hasAuxiliary);
  if (!isReduced) state.outer = undefined;
  else if (state.predicate && !state.isReduced) {
    state.outer = { predicate: state.predicate, role: state.role };
  }
  state.isReduced = isReduced;
  if (isOfLast) return { subject: state.last, subjectKind: 'explicit' };
  if (isReduced) return subjectOfReduced(state, verb);
  if (passive) return subjectOfPassive(state, verb);
  const { form } = verb.reading;
  const isActive =
    form === 'finite' ||
    (form === 'infinitive' && state.context.grammar.language === 'en');
  return isActive
    ? subjectOfActive(state, verb)
    : { subject: state.subject, subjectKind: state.subjectKind };
}

/** "Lo invoca la API": the one spoken of is what the subject behind the verb acts upon. */
function repeatedBefore(
  { context, tokens, hint }: SentenceState,
  { index, reading }: Verb,
): Entity | undefined {
  const isFirst =
    context.grammar.language === 'es' &&
    index === 1 &&
    reading.form === 'finite' &&
    /^(?:lo|la)$/.test(tokens[0].low) &&
    /^(?:el|la|los|las|un|una)$/.test(tokens[2]?.low ?? '');
  return isFirst ? hint.entity ?? context.antecedent : undefined;
}

/** "los pagos los procesa …": the pronoun repeats the object, so the subject comes behind. */
function isObjectFirst(
  state: SentenceState,
  { index, reading }: Verb,
): boolean {
  return (
    state.context.grammar.language === 'es' &&
    reading.form === 'finite' &&
    /^(?:lo|los|las)$/.test(state.low(index - 1)) &&
    index >= 3 &&
    state.plain.some(({ end }) => end === state.tokens[index - 2].end)
  );
}

/** "an API running on X": a gerund right behind a phrase is said of it. */
function isSaidOfLast(state: SentenceState, { index, reading }: Verb): boolean {
  const isBehindPhrase =
    state.predicate !== undefined &&
    state.last.length > 0 &&
    (state.lastEnd === index ||
      (state.low(index - 1) === ')' && index - state.lastEnd < 8));
  return (
    reading.form === 'gerund' &&
    isBehindPhrase &&
    OF_ADJACENT.test(reading.class)
  );
}

/** "events published by A", "a queue consumed by B": about what stands before it. */
function subjectOfReduced(state: SentenceState, { index }: Verb): Who {
  const isAdjacent =
    state.lastEnd === index ||
    (state.lastEnd === index - 1 && /^[,(]$/.test(state.low(index - 1)));
  if (isAdjacent) {
    // "la API y el frontend desplegado en …": the last one
    const isOne =
      state.context.grammar.language === 'es' && /[ao]$/.test(state.low(index));
    return toWho(isOne ? state.last.slice(-1) : state.last);
  }
  return toWho(state.content ? [] : state.subject);
}

function subjectOfPassive(
  state: SentenceState,
  { index, isReflexive }: Verb,
): Who {
  if (state.relativePending && !state.strayRelative) {
    // who made it also keeps it
    const maker = state.subject.filter(entity => !isPassive(entity));
    if (state.farRelative && maker.length) return toWho(maker);
    return toWho(state.last);
  }
  if (state.content && !isSubjectNear(state, index)) {
    return toWho(state.sources);
  }
  const { antecedent } = state.context;
  const isIt =
    /^it$/.test(state.low(index - 2)) || /^it$/.test(state.low(index - 3));
  if (isIt && antecedent && state.subjectKind === 'none') {
    // "It is fed by B": so are the verbs that follow said of it
    state.subject = [antecedent];
    state.subjectKind = 'hint';
  }
  const isOfSources =
    (!state.subject.length && state.sources.length > 0) ||
    (state.subjectKind === 'hint' && isReflexive && state.content);
  return {
    subject: isOfSources ? state.sources : state.subject,
    subjectKind: state.subjectKind === 'none' ? 'implicit' : state.subjectKind,
  };
}

function isSubjectNear(state: SentenceState, index: number): boolean {
  return state.lastEnd >= 0 && index - state.lastEnd <= NEAR;
}

/** Finds who acts, and keeps it for the verbs that follow. */
function subjectOfActive(state: SentenceState, verb: Verb): Who {
  const { antecedent } = state.context;
  const isNew = newSubject(state, verb);
  if (isNew) Object.assign(state, isNew);
  const kind = state.subjectKind === 'none' ? 'implicit' : state.subjectKind;
  const isUnspoken =
    state.context.grammar.language === 'es' &&
    kind === 'implicit' &&
    !state.content &&
    !state.subject.length &&
    verb.index <= 1 &&
    !verb.isImpersonal &&
    !state.hint.entity;
  if (isUnspoken && antecedent) {
    // Spanish needs no pronoun: "Guarda los pedidos en …"
    state.subject = [antecedent];
    state.subjectKind = 'hint';
    return { subject: state.subject, subjectKind: 'hint' };
  }
  return { subject: state.subject, subjectKind: kind };
}

/** The subject that a clause brings, other than the one spoken of. */
function newSubject(state: SentenceState, verb: Verb): Who | undefined {
  const { index, reading } = verb;
  const { antecedent } = state.context;
  if (state.relativePending) {
    const isNear = state.lastEnd >= 0 && index - state.lastEnd <= 6;
    if (state.strayRelative) return toWho([]);
    return toWho(state.last.length && isNear ? state.last : state.subject);
  }
  if (
    state.content &&
    state.sources.length === 1 &&
    index - state.lastEnd <= NEAR
  ) {
    // "the reports of Power BI read …"
    return { subject: state.sources, subjectKind: 'hint' };
  }
  if (state.content && reading.form === 'finite') return toWho([]);
  if (
    state.subjectKind !== 'explicit' &&
    antecedent &&
    isPronounBefore(state, index)
  ) {
    return toWho([antecedent]);
  }
  return undefined;
}

/** Spanish verbs agree: behind "y", a plural verb goes on about others than the one spoken of. */
function checkNumber(
  state: SentenceState,
  index: number,
  reading: VerbReading,
): void {
  const [subject, ...others] = state.subject;
  if (
    state.context.grammar.language !== 'es' ||
    reading.form !== 'finite' ||
    !subject ||
    others.length ||
    !/^(?:y|e|,|tambien)$/.test(state.low(index - 1))
  ) {
    return;
  }
  const isPlural = /s$/.test(subject.name.split(' ')[0]);
  if (!isPlural && /n$/.test(state.low(index))) {
    state.subject = [];
    state.subjectKind = 'implicit';
  }
}
