import { findTechnology, type Technology } from '../../../vocabulary';
import { englishNouns } from '../../../vocabulary/nouns-en';
import { nounTries, type Hit, type NounHit } from '../matcher';
import type { Token } from '../tokens';
import { isAdverb, type Sentence } from './phrase';

/** A noun of the vocabulary in a sentence. */
export interface NounMatch extends Hit<NounHit> {
  /** Parts of a compound token before the noun. */
  before?: string[];
  /** The product that a compound token names beside its own name. */
  product?: Technology;
}

/** Nouns that a name in camel case may end with. */
const CAMEL_HEADS = new Set(
  'service api gateway backend frontend web worker database queue bot auth cache'.split(
    ' ',
  ),
);
/** Compound words without a hyphen: `cartservice`. */
const GLUED =
  /^([a-z][a-z0-9]{1,30})(service|worker|gateway|server|database|handler|frontend|backend)$/;
/** Behind a name in code: it is no building block, but a part of one. */
const NOT_RUNNING =
  /^(?:dependency|dependencies|annotation|class|bean|property|package|method|field|file|directory|folder|table|event|events|profile|attribute|variable|command|dependencia|anotacion|clase|propiedad|metodo|archivo|carpeta|tabla|evento|eventos|variables|comando)$/;
const MAX_PARTS = 8;
/** Parts of a compound that say it is no store: a volume, a network, a driver. */
const NO_STORE =
  /^(?:net|network|red|data|datos|volume|volumen|init|config|secret|password|url|host|port|driver|client|cliente|connector|user|version|js|java|py|operator|exporter|migrations?|schema|backup)$/;
/** The noun for what products of a type are. */
const STORE_NOUNS = new Map<string, NounHit>(
  [
    'database',
    'cache',
    'message-broker',
    'search-engine',
    'data-warehouse',
    'storage',
  ].flatMap(type => {
    const noun = englishNouns.find(
      ({ type: own, bare }) => own === type && bare === 'element',
    );
    return noun
      ? [[type, { noun, plural: false, form: noun.forms[0] }] as const]
      : [];
  }),
);

/** The noun that begins at a token, or that a compound token ends with: `order-service`. */
export function nounAt(
  tokens: readonly Token[],
  index: number,
  trie: (typeof nounTries)['en'],
): NounMatch | undefined {
  const token = tokens[index];
  if (!token.isWord) return undefined;
  const hit = trie.longest(tokens, index);
  if (hit) return hit;
  const glued = token.parts.length === 1 && GLUED.exec(token.low);
  const parts = glued ? [glued[1], glued[2]] : token.parts;
  if (parts.length < 2 || parts.length > MAX_PARTS) return undefined;
  const isCamel = !glued && !/[-_]/.test(token.text);
  for (let split = 1; split < parts.length; split++) {
    const tail = { ...token, text: parts.slice(split).join(' ') };
    const inner = trie.longest([tail], 0);
    if (!inner) continue;
    const isInterface = /^I[A-Z]/.test(token.text);
    if (isCamel && (isInterface || !CAMEL_HEADS.has(inner.value.noun.family))) {
      continue;
    }
    return {
      from: index,
      to: index + 1,
      value: inner.value,
      before: parts.slice(0, split),
    };
  }
  if (glued || isCamel) return undefined;
  return headFirst(token, index, trie) ?? storeNamedAfter(token, index);
}

/** `servicio-pagos`: a Spanish compound begins with its noun. */
function headFirst(
  { text, parts, ...token }: Token,
  index: number,
  trie: (typeof nounTries)['en'],
): NounMatch | undefined {
  if (trie !== nounTries.es) return undefined;
  for (let split = parts.length - 1; split > 0; split--) {
    const head = { ...token, parts, text: parts.slice(0, split).join(' ') };
    const inner = trie.longest([head], 0);
    const before = parts.slice(split).filter(part => !/^del?$/.test(part));
    if (inner && !inner.value.plural && before.length) {
      return { from: index, to: index + 1, value: inner.value, before };
    }
  }
  return undefined;
}

/** `postgres-orders`, `redis_cart`: a store of a product, with a name of its own. */
function storeNamedAfter(
  { code, strong, parts }: Token,
  index: number,
): NounMatch | undefined {
  if (!code && !strong) return undefined;
  const [first, ...others] = parts;
  const last = parts[parts.length - 1];
  if (NO_STORE.test(last) || NO_STORE.test(first)) return undefined;
  for (const [part, before] of [
    [first, others],
    [last, parts.slice(0, -1)],
  ] as const) {
    const product = part.length > 4 ? findTechnology(part) : undefined;
    const noun = product && STORE_NOUNS.get(product.type);
    if (product?.role === 'product' && noun) {
      return { from: index, to: index + 1, value: noun, before, product };
    }
  }
  return undefined;
}

/** The last noun of an English phrase is its head: in "queue messages", "queue" is not. */
export function isHead(sentence: Sentence, noun: NounMatch): boolean {
  const { tokens, grammar, isVerb } = sentence;
  const first = tokens[noun.from];
  if (noun.to - noun.from === 1 && isVerb(noun.from)) return false;
  // "**Assistant API**": the last noun is the head there too
  const next = tokens[noun.to];
  if (
    grammar.language === 'en' &&
    first.strong &&
    next?.strong &&
    next.isWord &&
    nounTries.en.longest(tokens, noun.to)
  ) {
    return false;
  }
  if (first.code || first.strong) return !isNameOfPart(tokens, noun);
  if (grammar.language === 'es') return true;
  return !isInsideName(sentence, noun) && endsPhrase(sentence, noun);
}

/** `Client Credentials`, `some-starter` dependency, `@PaymentService`: a name of something else. */
function isNameOfPart(
  tokens: readonly Token[],
  { from, to }: NounMatch,
): boolean {
  const first = tokens[from];
  const next = tokens[to];
  const goesOn =
    next?.isWord &&
    next.code &&
    first.code &&
    !nounTries.en.longest(tokens, to);
  const isAnnotation =
    tokens[from - 1]?.text === '@' && /[a-z][A-Z]/.test(first.text);
  return Boolean(
    goesOn || isAnnotation || (next && NOT_RUNNING.test(next.low)),
  );
}

/** "Service Bus Explorer", "Queue Storage Account": the name goes on behind the noun. */
function isInsideName(
  { tokens, techAt, isVerb }: Sentence,
  { from, to }: NounMatch,
): boolean {
  const next = tokens[to];
  if (!tokens[from].capital || !next?.isWord || !next.capital) return false;
  if (nounTries.en.longest(tokens, to)) return false;
  return (
    (from > 0 && !techAt.has(to) && !isVerb(to)) ||
    nounTries.en.longest(tokens, to + 1) !== undefined
  );
}

function endsPhrase(
  { tokens, grammar, isVerb, techAt }: Sentence,
  { to, value }: NounMatch,
): boolean {
  const next = tokens[to];
  if (tokens[to - 1].possessive) return true;
  // "Shop API": the last noun is the head
  if (
    next?.capital &&
    !next.strong &&
    tokens[to - 1].capital &&
    nounTries.en.longest(tokens, to) &&
    !isVerb(to)
  )
    return false;
  if (!next?.isWord || next.capital || next.strong || techAt.has(to)) {
    return true;
  }
  if (
    grammar.stops.has(next.low) ||
    grammar.roles.has(next.low) ||
    grammar.called.has(next.low) ||
    isVerb(to) ||
    isAdverb(next.low) ||
    /^\d/.test(next.low)
  ) {
    return true;
  }
  // an unknown word in -s behind a singular noun is a verb more often than a noun
  const object = tokens[to + 1];
  const beginsObject =
    object?.isWord &&
    ((grammar.determiners.has(object.low) &&
      !grammar.relatives.has(object.low)) ||
      object.capital ||
      object.code ||
      techAt.has(to + 1));
  return Boolean(
    !value.plural &&
      /[^su]s$/.test(next.low) &&
      beginsObject &&
      !nounTries.en.longest(tokens, to),
  );
}
