import { findTechnology } from '../../../vocabulary';
import type { Entity } from '../entities';
import type { Phrase } from '../phrases';
import { addTechnology } from '../resolve';
import { isTechnologyOnly, type Group } from './coordination';
import type { SentenceState } from './state';

/** Verbs whose object answers, so that it is a component: "React calls Django". */
const CALLING =
  /^(?:call|invoke|query|request|consult|llamar|invocar|consultar|contactar)$/;
const ACTING = /^(?:use|send|receive|store)$/;

/** "Django queries MariaDB": a framework that acts means the component made with it. */
export function actingImplementation(
  state: SentenceState,
  { phrases, to }: Group,
): Entity | undefined {
  const phrase = phrases[phrases.length - 1];
  const verb = state.isVerb(to);
  const isSubject =
    isTechnologyOnly(phrase) &&
    (phrases.length === 1 || state.predicate !== undefined) &&
    !state.isReduced &&
    !state.content &&
    state.role === undefined &&
    state.subjectKind !== 'hint' &&
    verb?.form !== 'participle' &&
    ACTING.test(verb?.class ?? '');
  return isSubject ? componentMadeWith(state, phrase) : undefined;
}

/** "… calls Django": the one that is called. */
export function calledImplementation(
  state: SentenceState,
  [phrase, ...others]: readonly Phrase[],
): Entity | undefined {
  const { predicate, role } = state;
  const isObject =
    predicate &&
    !predicate.passive &&
    predicate.subject.length > 0 &&
    CALLING.test(predicate.reading.lemma) &&
    (role === undefined || role === 'to') &&
    isTechnologyOnly(phrase) &&
    !others.length;
  return isObject ? componentMadeWith(state, phrase) : undefined;
}

/** Languages of pages, which do nothing. */
const MARKUP = /^(?:HTML|CSS|Sass|Less|Tailwind|Bootstrap|Markdown)/i;

/** The only component with this technology, or a new one where there is none. */
function componentMadeWith(
  { context: { entities }, mentioned }: SentenceState,
  { made: [name], start, end }: Phrase,
): Entity | undefined {
  const known = entities.all.filter(
    entity => entity.kind === 'component' && entity.technologies.includes(name),
  );
  if (known.length > 1 || MARKUP.test(name)) return undefined;
  const entity =
    known[0] ??
    entities.create({
      name,
      kind: 'component',
      type: findTechnology(name)?.type ?? 'service',
      modifiers: '',
      generic: false,
      confidence: 0.8,
    });
  addTechnology(entity, name);
  entity.ranges.push({ start, end });
  if (!mentioned.includes(entity)) mentioned.push(entity);
  return entity;
}
