import type { Technology } from '../../vocabulary';
import type { ComponentNoun } from '../../vocabulary/nouns';
import { stem, type Entity } from './entities';
import type { Grammar, VerbReading } from './grammar';
import type { Range } from './markdown';
import {
  nounTries,
  technologyTrie,
  type Hit,
  type NounHit,
  type WordTrie,
} from './matcher';
import type { Token } from './tokens';

/** A noun phrase or a name that may mean a building block. Token indexes are those of the sentence. */
export interface Phrase extends Range {
  from: number;
  to: number;
  noun?: ComponentNoun;
  plural: boolean;
  /** Words beside the noun that belong to the name, as written. */
  words: Token[];
  /** Product whose name is part of the phrase. */
  product?: Technology;
  /** The phrase is the product itself: "PostgreSQL", "the Stripe API". */
  isProduct?: boolean;
  /** The noun in the singular. */
  singular?: string;
  /** The product as the text spells it. */
  surface?: string;
  /** Languages and frameworks in or behind the phrase. */
  made: string[];
  determiner: 'definite' | 'indefinite' | 'quantified' | 'none';
  /** The phrase as a name. */
  name: string;
  /** `modifiers` of an entity. */
  modifiers: string;
  strong: boolean;
  /** "this application" */
  demonstrative?: boolean;
  /** "a local cache": inside of something. */
  isLocal?: boolean;
  /** Set where the phrase is the name of an entity that the text defines. */
  entity?: Entity;
}

const isAdverb = (word: string) =>
  /ly$/.test(word) &&
  !/^(?:anomaly|supply|assembly|family|reply|fly|ally|monopoly|july)$/.test(
    word,
  );
const MAX_WORDS = 5;
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
const SPANISH_ADJECTIVE =
  /(?:iv[oa]s?|ic[oa]s?|al|ales|ari[oa]s?|os[oa]s?|il|iles|bles?|tor|tora|ent[ea]s?|[ií]n[oa]s?)$/;

export type VerbTest = (index: number) => VerbReading | undefined;

/** Finds the phrases of a sentence, left to right, without overlaps. */
export function phrasesOf(
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
  names: WordTrie<Entity>,
  shortNames: WordTrie<Entity> = names,
): Phrase[] {
  const technologies = hitsOf(tokens, i => technologyTrie.longest(tokens, i));
  const techAt = new Map<number, Hit<Technology>>();
  const techEnding = new Map<number, Hit<Technology>>();
  for (const hit of technologies) {
    for (let i = hit.from; i < hit.to; i++) techAt.set(i, hit);
    techEnding.set(hit.to, hit);
  }
  const trie = nounTries[grammar.language];
  const phrases: Phrase[] = [];
  let free = 0;
  let afterNoun = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (i < free) continue;
    const tech = techAt.get(i);
    const noun = nounAt(tokens, i, trie);
    // "REST API" is a noun as well, `FastAPI` is none
    const isBoth =
      tech !== undefined &&
      noun !== undefined &&
      noun.from === tech.from &&
      noun.to === tech.to &&
      !noun.before &&
      tech.value.role === 'implementation';
    const covered = tech && noun && noun.to <= tech.to && !isBoth;
    if (noun && !covered && isHead(tokens, noun, grammar, isVerb, techAt)) {
      const phrase = nounPhrase(
        tokens,
        noun,
        afterNoun,
        { techAt, techEnding },
        grammar,
        isVerb,
      );
      // a product just before it was taken into the phrase
      while (phrases.length && phrases[phrases.length - 1].to > phrase.from) {
        phrases.pop();
      }
      const list = phrase.plural
        ? listOf(tokens, phrase, afterNoun, grammar, isVerb, techAt)
        : [phrase];
      while (phrases.length && phrases[phrases.length - 1].to > list[0].from) {
        phrases.pop();
      }
      phrases.push(...list);
      free = list[list.length - 1].to;
      afterNoun = free;
      continue;
    }
    const name = nameAt(tokens, i, names, shortNames);
    if (name && !(tech && tech.to > name.to)) {
      phrases.push(namePhrase(tokens, name, grammar));
      free = name.to;
      continue;
    }
    if (tech && tech.from === i) {
      phrases.push(technologyPhrase(tokens, tech, grammar));
      free = tech.to;
    }
  }
  return phrases;
}

/**
 * "the orders, payments and shipping services", "los servicios de pedidos, pagos y envíos": one phrase for each. The
 * phrases do not overlap; the noun belongs to the one beside it.
 */
function listOf(
  tokens: readonly Token[],
  phrase: Phrase,
  floor: number,
  grammar: Grammar,
  isVerb: VerbTest,
  techAt: ReadonlyMap<number, Hit<Technology>>,
): Phrase[] {
  const isItem = (i: number) => {
    const token = tokens[i];
    return (
      token?.isWord &&
      !grammar.stops.has(token.low) &&
      !grammar.roles.has(token.low) &&
      !techAt.has(i) &&
      !/^\d/.test(token.text) &&
      (!isVerb(i) || grammar.language === 'es') &&
      !nounTries[grammar.language].longest(tokens, i)
    );
  };
  const isSeparator = (i: number) =>
    /^(?:,|and|y|e|&|or|\/)$/.test(tokens[i]?.low ?? '');
  const one = (words: Token[], from: number, to: number): Phrase => {
    const names = words.map(({ text }) => text).join(' ');
    const form = phrase.singular ?? '';
    const name =
      grammar.language === 'es'
        ? `${form} de ${names}`
        : `${names} ${/^api$/.test(form) ? 'API' : form}`;
    return {
      ...phrase,
      from,
      to,
      start: tokens[from].start,
      end: tokens[to - 1].end,
      plural: false,
      determiner: 'definite',
      words,
      name: name.charAt(0).toUpperCase() + name.slice(1),
      modifiers: words
        .flatMap(({ parts }) => parts)
        .map(stem)
        .join(' '),
    };
  };
  if (!phrase.noun || phrase.isProduct || !phrase.words.length) return [phrase];
  if (grammar.language === 'es' && /^(?:del?)$/.test(phrase.words[0].low)) {
    const first = phrase.words
      .slice(1)
      .filter(({ low }) => !grammar.stops.has(low));
    const items: Phrase[] = [one(first, phrase.from, phrase.to)];
    let i = phrase.to;
    let sawAnd = false;
    while (isSeparator(i) && !sawAnd) {
      let j = i;
      while (isSeparator(j)) {
        sawAnd ||= /^[ye&]$/.test(tokens[j].low);
        j++;
      }
      if (/^(?:del?)$/.test(tokens[j]?.low ?? '')) j++;
      if (!isItem(j)) return items.length > 1 ? items : [phrase];
      items.push(one([tokens[j]], j, j + 1));
      i = j + 1;
    }
    return items.length > 1 && sawAnd ? items : [phrase];
  }
  // English: walk left over "A, B and"
  const items: Phrase[] = [];
  let i = phrase.from - 1;
  const tail = phrase.words.slice(1);
  let sawAnd = false;
  while (i >= floor && isSeparator(i)) {
    sawAnd ||= /^(?:and|&)$/.test(tokens[i].low);
    while (i >= floor && isSeparator(i)) i--;
    let from = i + 1;
    while (from - 1 >= floor && i + 1 - from < 2 && isItem(from - 1)) from--;
    if (from > i) break;
    items.unshift(one(tokens.slice(from, i + 1), from, i + 1));
    i = from - 1;
  }
  if (!items.length || !sawAnd) return [phrase];
  const isShared =
    tail.length > 0 &&
    items.every(({ words }) => words.length === 1) &&
    tail.every(({ capital }) => capital);
  const complete = isShared
    ? items.map(item => one([...item.words, ...tail], item.from, item.to))
    : items;
  return [...complete, one(phrase.words, phrase.from, phrase.to)];
}

/** A name that the text defines elsewhere. A single common word counts only where it is written as a name. */
function nameAt(
  tokens: readonly Token[],
  index: number,
  names: WordTrie<Entity>,
  shortNames: WordTrie<Entity>,
): Hit<Entity> | undefined {
  if (!tokens[index].isWord) return undefined;
  const hit = names.longest(tokens, index);
  if (!hit) {
    // `turnero`, in code, where there is one "API de turnero"
    const token = tokens[index];
    return token.strong &&
      !tokens[index - 1]?.strong &&
      !tokens[index + 1]?.strong
      ? shortNames.longest(tokens, index)
      : undefined;
  }
  const token = tokens[index];
  const isPlain =
    hit.to - hit.from === 1 &&
    !token.capital &&
    !token.strong &&
    token.parts.length < 2;
  return isPlain ? undefined : hit;
}

function namePhrase(
  tokens: readonly Token[],
  { from, to, value }: Hit<Entity>,
  grammar: Grammar,
): Phrase {
  return {
    from,
    to,
    start: tokens[from].start,
    end: tokens[to - 1].end,
    plural: false,
    words: [],
    made: [],
    determiner: determinerOf(tokens[from - 1], grammar),
    name: value.name,
    modifiers: value.modifiers,
    strong: tokens[from].strong,
    entity: value,
  };
}

function hitsOf<T>(
  tokens: readonly Token[],
  find: (index: number) => Hit<T> | undefined,
): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let i = 0; i < tokens.length; ) {
    const hit = tokens[i].isWord ? find(i) : undefined;
    if (hit) {
      hits.push(hit);
      i = hit.to;
    } else i++;
  }
  return hits;
}

interface NounMatch extends Hit<NounHit> {
  /** Parts of a compound token before the noun. */
  before?: string[];
}

function nounAt(
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
  if (parts.length < 2 || parts.length > 8) return undefined;
  for (let split = 1; split < parts.length; split++) {
    const tail = parts.slice(split).join(' ');
    const fake = { ...token, text: tail };
    const inner = trie.longest([fake], 0);
    const isCamel = !glued && !/[-_]/.test(token.text);
    if (
      isCamel &&
      (!CAMEL_HEADS.has(inner?.value.noun.family ?? '') ||
        /^I[A-Z]/.test(token.text))
    ) {
      continue;
    }
    if (inner) {
      return {
        from: index,
        to: index + 1,
        value: inner.value,
        before: parts.slice(0, split),
      };
    }
  }
  return undefined;
}

/** The last noun of an English phrase is its head: in "queue messages", "queue" is not. */
function isHead(
  tokens: readonly Token[],
  noun: NounMatch,
  grammar: Grammar,
  isVerb: VerbTest,
  techAt: Map<number, Hit<Technology>>,
): boolean {
  const first = tokens[noun.from];
  const next = tokens[noun.to];
  if (noun.to - noun.from === 1 && isVerb(noun.from)) return false;
  if (first.code || first.strong) {
    // `Client Credentials`, `some-starter` dependency: a name of something else
    if (
      next?.isWord &&
      next.code &&
      first.code &&
      !nounTries.en.longest(tokens, noun.to)
    )
      return false;
    if (next && NOT_RUNNING.test(next.low)) return false;
    if (
      first.text.length > 1 &&
      tokens[noun.from - 1]?.text === '@' &&
      /[a-z][A-Z]/.test(first.text)
    )
      return false;
    return true;
  }
  if (grammar.language === 'es') return true;
  if (
    first.capital &&
    next?.isWord &&
    next.capital &&
    noun.from > 0 &&
    !techAt.has(noun.to) &&
    !nounTries.en.longest(tokens, noun.to) &&
    !isVerb(noun.to)
  ) {
    return false;
  }
  if (
    first.capital &&
    next?.isWord &&
    next.capital &&
    nounTries.en.longest(tokens, noun.to + 1) &&
    !nounTries.en.longest(tokens, noun.to)
  )
    return false;
  if (!next?.isWord || next.capital || next.strong || techAt.has(noun.to)) {
    return true;
  }
  if (grammar.stops.has(next.low) || grammar.roles.has(next.low)) return true;
  if (grammar.called.has(next.low) || isVerb(noun.to)) return true;
  if (isAdverb(next.low) || /^\d/.test(next.low)) return true;
  // an unknown word in -s behind a singular noun is a verb more often than a noun
  const object = tokens[noun.to + 1];
  return Boolean(
    !noun.value.plural &&
      /[^su]s$/.test(next.low) &&
      object?.isWord &&
      ((grammar.determiners.has(object.low) &&
        !grammar.relatives.has(object.low)) ||
        object.capital ||
        object.code ||
        techAt.has(noun.to + 1)) &&
      !nounTries.en.longest(tokens, noun.to),
  );
}

interface TechIndex {
  techAt: Map<number, Hit<Technology>>;
  techEnding: Map<number, Hit<Technology>>;
}

function nounPhrase(
  tokens: readonly Token[],
  noun: NounMatch,
  floor: number,
  index: TechIndex,
  grammar: Grammar,
  isVerb: VerbTest,
): Phrase {
  const technologies: Technology[] = [];
  const words: Token[] = [];
  let from = noun.from;
  let to = noun.to;

  // to the left: modifiers in English order
  for (let count = 0; from > floor && count < MAX_WORDS; count++) {
    const tech = index.techEnding.get(from);
    if (tech && tech.from >= floor) {
      technologies.unshift(tech.value);
      if (keepsInName(tech.value)) {
        words.unshift(...tokens.slice(tech.from, tech.to));
      }
      from = tech.from;
      continue;
    }
    const token = tokens[from - 1];
    if (!isModifier(token, from - 1, tokens, grammar, isVerb)) break;
    words.unshift(token);
    from--;
  }
  while (
    words.length &&
    !words[0].strong &&
    grammar.plainAdjectives.has(words[0].low)
  ) {
    words.shift();
  }
  const before = tokens[from - 1];
  const afterNoun: Token[] = [];

  if (grammar.language === 'es') {
    to = walkRight(
      tokens,
      noun,
      to,
      index,
      grammar,
      isVerb,
      technologies,
      afterNoun,
    );
  } else {
    to = nameAfter(tokens, to, grammar, afterNoun);
  }

  const compound = noun.before ? tokens[noun.from] : undefined;
  const same = technologies.find(technology =>
    isSameThing(noun.value.noun, technology),
  );
  if (same) {
    // "PostgreSQL orders database": the product is no part of the name
    const isProductWord = (word: Token) => {
      const hit = index.techAt.get(tokens.indexOf(word));
      return hit?.value === same;
    };
    for (const list of [words, afterNoun]) {
      const kept = list.filter(word => !isProductWord(word));
      list.splice(0, list.length, ...kept);
      while (
        list.length &&
        grammar.stops.has(list[list.length - 1].low) &&
        list === afterNoun
      )
        list.pop();
    }
  }
  const made = technologies
    .filter(({ role }) => role === 'implementation')
    .map(({ name }) => name);
  const product =
    same ??
    technologies.find(({ role }) => role === 'product' || role === 'compute') ??
    technologies.find(({ role }) => role === 'tool');
  const named = [...words, ...afterNoun].filter(
    word => !grammar.plainAdjectives.has(word.low) || word.strong,
  );
  const modifierWords = [
    ...named
      .filter(word => !grammar.stops.has(word.low))
      .flatMap(({ parts }) => parts),
    ...(noun.before ?? []),
  ];
  return {
    from,
    to,
    start: tokens[from].start,
    end: tokens[to - 1].end,
    noun: noun.value.noun,
    plural: noun.value.plural,
    words: named,
    product,
    made,
    determiner: determinerOf(before, grammar),
    demonstrative: /^(?:this|esta|este)$/.test(before?.low ?? ''),
    isLocal:
      tokens
        .slice(from, noun.from)
        .some(({ low }) =>
          /^(?:local|internal|in-process|interna)$/.test(low),
        ) || /^(?:local|interna)$/.test(tokens[noun.to]?.low ?? ''),
    isProduct: Boolean(same) && modifierWords.length === 0,
    surface: same
      ? surfaceOf(
          tokens,
          [...index.techAt.values()].find(
            hit =>
              hit.value === same && hit.from >= from - 1 && hit.to <= to + 1,
          ),
        )
      : undefined,
    singular: noun.value.form,
    name:
      same && modifierWords.length === 0
        ? same.name
        : nameOf(tokens, noun, words, afterNoun, compound),
    modifiers: modifierWords.map(stem).join(' '),
    strong: tokens[noun.from].strong,
  };
}

const STORES = ['database', 'cache', 'search-engine', 'data-warehouse'];
const CHANNELS = ['message-broker', 'queue', 'topic', 'stream', 'cache'];
/** Types of products that a noun's family can stand for. */
const SAME_THING: Record<string, string[]> = {
  database: [...STORES, 'storage'],
  warehouse: [...STORES, 'storage'],
  search: STORES,
  cache: STORES,
  queue: CHANNELS,
  broker: CHANNELS,
  topic: CHANNELS,
  stream: CHANNELS,
  storage: ['storage', 'database', 'data-warehouse'],
  cdn: ['cdn'],
  dns: ['dns', 'cdn'],
  firewall: ['firewall', 'cdn'],
  loadbalancer: ['load-balancer', 'service'],
  gateway: ['service', 'api-gateway', 'load-balancer'],
  proxy: ['service', 'api-gateway', 'load-balancer', 'cdn'],
  identity: ['identity-provider', 'service', 'external-service'],
  auth: ['identity-provider', 'service', 'external-service'],
  secrets: ['secret-store'],
  imageregistry: ['registry', 'service'],
  monitoring: ['monitoring', 'service', 'external-service'],
  registry: ['service'],
  network: ['network'],
  provider: ['external-service', 'external-resource'],
  scheduler: ['service'],
};
/** Nouns that add nothing to the name of any product. */
const ANY_PRODUCT = new Set([
  'service',
  'module',
  'api',
  'app',
  'system',
  'engine',
  'endpoint',
  'library',
  'pipeline',
]);

function isSameThing(noun: ComponentNoun, technology: Technology): boolean {
  if (technology.role !== 'product' && technology.role !== 'compute') {
    return false;
  }
  if (noun.family === 'function') return technology.type === 'function';
  if (technology.role === 'compute')
    return ['module', 'function'].includes(noun.family);
  if (ANY_PRODUCT.has(noun.family))
    return noun.family !== 'engine' || technology.kind === 'resource';
  return SAME_THING[noun.family]?.includes(technology.type) ?? false;
}

/** Products stay in the name of what uses them ("Kafka consumer", "WhatsApp bot"); languages do not. */
function keepsInName(technology: Technology): boolean {
  return technology.role === 'product' || technology.role === 'tool';
}

function isModifier(
  token: Token,
  index: number,
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
): boolean {
  if (!token.isWord || token.text.length > 40) return false;
  if (grammar.stops.has(token.low) || grammar.roles.has(token.low))
    return false;
  if (
    grammar.persons.has(token.low) &&
    !/^(?:customer|user|client|partner|driver|admin|merchant|member|patient|student|employee|tenant|subscriber|seller|buyer)s?$/.test(
      token.low,
    )
  )
    return false;
  if (grammar.language === 'es') {
    // Spanish puts its adjectives behind; what stands before a noun is a name
    return (
      (token.capital && index > 0 && !grammar.verbs.has(token.low)) ||
      token.code ||
      (token.capital && /^[A-Z]{2,}/.test(token.text))
    );
  }
  if (/^\d+$/.test(token.text) || isAdverb(token.low)) return false;
  if (token.strong) return true;
  if (isVerb(index)) return false;
  const reading = grammar.verbs.get(token.low);
  if (reading?.some(({ form }) => form === 'participle')) {
    return grammar.plainAdjectives.has(token.low);
  }
  const previous = tokens[index - 1];
  // "frobnicates the ledger service": unknown verbs end in -s behind a name
  if (
    /[^su]s$/.test(token.low) &&
    !token.capital &&
    previous?.isWord &&
    (nounTries.en.longest(tokens, index - 1) ||
      grammar.pronouns.has(previous.low) ||
      grammar.relatives.has(previous.low))
  ) {
    return false;
  }
  return true;
}

function determinerOf(
  token: Token | undefined,
  grammar: Grammar,
): Phrase['determiner'] {
  if (!token) return 'none';
  if (grammar.indefinite.has(token.low)) return 'indefinite';
  if (
    grammar.quantifiers.has(token.low) &&
    !(grammar.language === 'es' && /^l[oa]s$/.test(token.low))
  ) {
    return 'quantified';
  }
  return grammar.determiners.has(token.low) ? 'definite' : 'none';
}

/** "a service called Billing", "the database `orders`" */
function nameAfter(
  tokens: readonly Token[],
  to: number,
  grammar: Grammar,
  words: Token[],
): number {
  let at = to;
  if (tokens[at] && grammar.called.has(tokens[at].low)) at++;
  else if (!tokens[at]?.code) return to;
  const first = tokens[at];
  if (!first?.isWord || !(first.capital || first.code || first.strong))
    return to;
  let end = at;
  while (
    tokens[end]?.isWord &&
    end - at < 4 &&
    (tokens[end].capital || tokens[end].code) &&
    (tokens[end].code || !grammar.stops.has(tokens[end].low))
  ) {
    words.push(tokens[end++]);
    if (tokens[end - 1].code && !tokens[end]?.code) break;
  }
  return end;
}

/** Spanish: "de pedidos", "móvil", "Pedidos", "`catalogo`" behind the noun. */
function walkRight(
  tokens: readonly Token[],
  noun: NounMatch,
  start: number,
  index: TechIndex,
  grammar: Grammar,
  isVerb: VerbTest,
  technologies: Technology[],
  words: Token[],
): number {
  let to = start;
  for (let count = 0; count < 4 && to < tokens.length; count++) {
    const token = tokens[to];
    const tech = index.techAt.get(to);
    if (tech && tech.from === to) {
      technologies.push(tech.value);
      if (
        tech.value.role === 'product' &&
        tech.value.type === 'external-service'
      ) {
        words.push(...tokens.slice(tech.from, tech.to));
      }
      to = tech.to;
      continue;
    }
    if (!token.isWord) break;
    if (grammar.called.has(token.low)) {
      const end = nameAfter(tokens, to, grammar, words);
      return end > to ? end : to;
    }
    const made = token.low === 'en' ? index.techAt.get(to + 1) : undefined;
    if (made?.from === to + 1 && made.value.role === 'implementation') {
      // "un servicio en Python"
      technologies.push(made.value);
      to = made.to;
      continue;
    }
    if (/^(?:de|del)$/.test(token.low)) {
      const hasArticle =
        tokens[to + 1] && grammar.determiners.has(tokens[to + 1].low);
      const article = hasArticle ? 2 : 1;
      const next = tokens[to + article];
      const nextTech = index.techAt.get(to + article);
      if (nextTech && nextTech.from === to + article) {
        technologies.push(nextTech.value);
        if (keepsInName(nextTech.value)) {
          words.push(...tokens.slice(to, nextTech.to));
        }
        to = nextTech.to;
        continue;
      }
      if (
        !next?.isWord ||
        grammar.stops.has(next.low) ||
        nounTries.es.longest(tokens, to + article)?.value.noun.bare ===
          'element' ||
        (next.capital &&
          next.strong &&
          nounTries.es.longest(tokens, to + article)) ||
        /^(?:forma|manera|modo|tipo|alta|tiempo|ejecucion)$/.test(next.low)
      ) {
        break;
      }
      words.push(...tokens.slice(to, to + article + 1));
      to += article + 1;
      // "de gestión y pago": the second word would be a guess, so it is left out
      continue;
    }
    if (token.capital || token.code) {
      if (grammar.stops.has(token.low) || isVerb(to)) break;
      if (nounTries.es.longest(tokens, to) && !token.code) break;
      words.push(token);
      to++;
      continue;
    }
    const isAdjective =
      SPANISH_ADJECTIVE.test(token.low) ||
      grammar.plainAdjectives.has(token.low);
    // "motor antifraude": a noun that cannot stand alone takes the word behind it
    const isApposed =
      to === start &&
      noun.value.noun.bare === 'anaphor' &&
      !noun.value.plural &&
      !grammar.verbs.has(token.low) &&
      !grammar.roles.has(token.low) &&
      !grammar.persons.has(token.low);
    if (
      (!isAdjective && !isApposed) ||
      isVerb(to) ||
      grammar.stops.has(token.low)
    )
      break;
    if (
      /mente$/.test(token.low) ||
      /^(?:responsable|capaz|disponible|tal|encargad[oa])s?$/.test(token.low)
    )
      break;
    words.push(token);
    to++;
  }
  // no dangling "de la"
  while (
    words.length &&
    grammar.stops.has(words[words.length - 1].low) &&
    !words[words.length - 1].capital
  ) {
    words.pop();
    to--;
  }
  return to;
}

function nameOf(
  tokens: readonly Token[],
  noun: NounMatch,
  words: Token[],
  afterNoun: Token[],
  compound: Token | undefined,
): string {
  if (compound && !words.length && !afterNoun.length) return compound.text;
  const head = tokens
    .slice(noun.from, noun.to)
    .map(({ text }) => text)
    .join(' ');
  if (
    !words.length &&
    !afterNoun.length &&
    /[-_]/.test(head) &&
    !head.includes(' ')
  ) {
    return head;
  }
  const called = afterNoun.filter(({ code, capital }) => code || capital);
  if (called.length && called.length === afterNoun.length && called[0].code) {
    return called.map(({ text }) => text).join(' ');
  }
  const name = [
    ...words.map(({ text }) => text),
    head,
    ...afterNoun.map(({ text }) => text),
  ]
    .join(' ')
    .trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function surfaceOf(
  tokens: readonly Token[],
  hit: Hit<Technology> | undefined,
): string | undefined {
  if (!hit) return undefined;
  let text = '';
  for (let i = hit.from; i < hit.to; i++) {
    text += (i > hit.from && !tokens[i].glued ? ' ' : '') + tokens[i].text;
  }
  return text;
}

function technologyPhrase(
  tokens: readonly Token[],
  hit: Hit<Technology>,
  grammar: Grammar,
): Phrase {
  const isMade = hit.value.role === 'implementation';
  return {
    from: hit.from,
    to: hit.to,
    start: tokens[hit.from].start,
    end: tokens[hit.to - 1].end,
    plural: false,
    words: [],
    isProduct: !isMade,
    surface: surfaceOf(tokens, hit),
    product: isMade ? undefined : hit.value,
    made: isMade ? [hit.value.name] : [],
    determiner: determinerOf(tokens[hit.from - 1], grammar),
    name: hit.value.name,
    modifiers: '',
    strong: tokens[hit.from].strong,
  };
}
