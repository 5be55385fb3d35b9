import type { Technology } from '../../../vocabulary';
import type { Entity } from '../entities';
import type { Phrase } from '../phrases';
import { addTechnology } from '../resolve';
import type { Group } from './coordination';
import { addHost } from './hosting';
import type { SentenceState } from './state';

/** Reads ", a Go service," and "(PostgreSQL)": what says more about the phrase before it. */
export function readApposition(state: SentenceState, group: Group): boolean {
  if (readName(state, group)) return true;
  const target = state.last.length === 1 ? state.last[0] : undefined;
  if (!target) return false;
  return (
    readParentheses(state, group, target) || readAside(state, group, target)
  );
}

/** ", Directus,", "(Directus)": the name of what stands before it. */
function readName(state: SentenceState, { phrases, to }: Group): boolean {
  const [{ start, end, entity }] = phrases;
  if (!entity || !state.context.asides.names.has(start)) return false;
  if (!state.last.includes(entity)) return false;
  entity.ranges.push({ start, end });
  state.lastEnd = state.tokens[to]?.text === ')' ? to + 1 : to;
  return true;
}

function readParentheses(
  state: SentenceState,
  group: Group,
  target: Entity,
): boolean {
  const isInside =
    state.tokens[group.from - 1]?.text === '(' ||
    isFurther(state, group, target);
  if (!isInside || state.lastEnd !== group.from - 1) return false;
  const describing = group.phrases.filter(phrase =>
    explains(state, target, phrase),
  );
  if (!describing.length) return false;
  state.lastEnd = group.to + 1;
  return true;
}

/** "the viewer (`viewer`, Leaflet)": more in the same parentheses. */
function isFurther(
  { tokens, context }: SentenceState,
  { from }: Group,
  target: Entity,
): boolean {
  const name = tokens[from - 2];
  return (
    tokens[from - 1]?.text === ',' &&
    tokens[from - 3]?.text === '(' &&
    context.asides.names.has(name.start) &&
    context.entities.named(name.text) === target
  );
}

/** Takes what a phrase in parentheses says about the one before them. */
function explains(
  state: SentenceState,
  target: Entity,
  phrase: Phrase,
): boolean {
  const { made, product, isProduct, noun, entity } = phrase;
  if (entity && entity !== target) return false;
  for (const name of made) addTechnology(target, name);
  if (isProduct && product && isSameStore(state, target, product)) {
    addTechnology(target, product.name);
    state.context.entities.alias(target, product.name);
    target.ranges.push({ start: phrase.start, end: phrase.end });
    return true;
  }
  if (isProduct && product && fits(target, product.kind, product.type)) {
    if (product.role === 'compute') addHost(state, [target], [phrase]);
    else {
      target.product ??= product;
      addTechnology(target, product.name);
      if (target.kind === 'resource') target.type = product.type;
    }
    return true;
  }
  return made.length > 0 || Boolean(noun && !isProduct && !phrase.strong);
}

/** "ElastiCache (Redis)", "PostgreSQL (RDS)": a managed service and its engine. */
function isSameStore(
  { context }: SentenceState,
  target: Entity,
  product: Technology,
): boolean {
  return (
    target.kind === 'resource' &&
    product.kind === 'resource' &&
    target.product !== undefined &&
    target.product !== product &&
    target.type === product.type &&
    !context.entities.ofProduct(product)
  );
}

function readAside(
  state: SentenceState,
  group: Group,
  target: Entity,
): boolean {
  const [phrase] = group.phrases;
  const { noun, determiner, from } = phrase;
  const isAside =
    determiner === 'indefinite' &&
    noun &&
    group.phrases.length === 1 &&
    /^[,–—-]$/.test(state.tokens[from - 2]?.text ?? '') &&
    state.lastEnd === from - 2;
  if (!isAside || !fits(target, noun.kind, noun.type)) return false;
  describe(target, phrase);
  state.lastEnd = group.to;
  return true;
}

/** Whether an entity can be a thing of this kind and type. */
function fits(entity: Entity, kind: string, type: string): boolean {
  if (entity.product && entity.kind === 'resource' && !entity.generic) {
    return false;
  }
  return (
    entity.kind === kind || type.startsWith('external') || kind === 'component'
  );
}

/** Its name alone would make it a device, a store or something bought. */
const isSomethingElse = ({ kind, type }: Entity): boolean =>
  kind === 'resource' || type === 'device' || type === 'external-service';

/** "A is a Go service": a predicate noun adds to what is known, it names nothing new. */
export function describe(entity: Entity, phrase: Phrase): void {
  for (const made of phrase.made) addTechnology(entity, made);
  if (
    phrase.product &&
    (entity.kind === 'resource' || entity.generic) &&
    !entity.product
  ) {
    entity.product = phrase.product;
    addTechnology(entity, phrase.product.name);
    if (phrase.surface) entity.surfaces.set(phrase.surface, 1);
  }
  entity.ranges.push({ start: phrase.start, end: phrase.end });
  entity.involved = true;
  const { noun } = phrase;
  if (!noun || entity.product) return;
  if (noun.bare === 'element' && entity.noun?.bare !== 'element') {
    entity.type = noun.type;
    entity.kind = noun.kind === 'api' ? 'component' : noun.kind;
  } else if (isSoftware(phrase) && isSomethingElse(entity)) {
    // "the kiosk is a React web app", "the document store is a Go service": what it is said to be counts
    entity.type = noun.type;
    entity.kind = 'component';
    entity.noun = noun;
  }
}

const SOFTWARE = /^(?:web|frontend|mobile|desktop|dashboard|worker|bot|cli)$/;

/** A noun that tells by itself, or along with a language or a framework, that something is a program. */
function isSoftware({ noun, made, determiner }: Phrase): boolean {
  return (
    noun?.kind === 'component' &&
    determiner !== 'definite' &&
    (SOFTWARE.test(noun.family) ||
      (/^(?:app|service)$/.test(noun.family) && made.length > 0))
  );
}
