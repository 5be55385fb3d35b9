import { keyOf, type Technology } from '../../../vocabulary';
import type { ProseContext } from '../context';
import type { Entity } from '../entities';
import type { Grammar } from '../grammar';
import { nounTries, technologyTrie } from '../matcher';
import { phrasesOf, type Phrase } from '../phrases';
import { addTechnology } from '../resolve';
import type { Token } from '../tokens';
import { verbReader } from '../verbs';

const QUOTE = /^["“”„«»]$/;
const MAX_NAME = 3;
/** Nouns that say too little to be named by whatever stands beside them. */
const VAGUE = /^(?:system|library|module|model|device|endpoint)$/;

/** Words from one token to another. */
interface Span {
  from: number;
  to: number;
}

/** Only a noun that tells what something is can be what a name beside it means. */
const isNoun = ({ noun, entity, isProduct, plural }: Phrase): boolean =>
  noun !== undefined &&
  !entity &&
  !isProduct &&
  !plural &&
  noun.bare !== 'system' &&
  !VAGUE.test(noun.family);

/** "a CMS", "the CMS", "its own CMS" */
const hasArticle = (
  tokens: readonly Token[],
  { from, determiner }: Phrase,
  { possessives }: Grammar,
): boolean =>
  determiner === 'indefinite' ||
  determiner === 'definite' ||
  possessives.has(tokens[from - 1]?.low ?? '');

/**
 * Names that stand beside the noun that says what they are: "an external provider, Frobnix,", "the CMS (Strapi)", "the
 * "Shelf" app", "Frobnix, a web application". The noun and the name are then one part.
 */
export function nameAsides(
  context: ProseContext,
  sentences: ReadonlyArray<readonly Token[]>,
): void {
  for (const tokens of sentences) {
    if (!tokens.some(({ text }) => /^[,("“«]$/.test(text))) continue;
    const { grammar, names, shortNames } = context;
    const isVerb = verbReader(tokens, grammar, names);
    for (const phrase of phrasesOf(
      tokens,
      grammar,
      isVerb,
      names,
      shortNames,
    )) {
      if (!isNoun(phrase)) continue;
      const name =
        nameBehind(tokens, phrase, grammar) ??
        nameBefore(tokens, phrase, grammar);
      if (name) join(context, tokens, phrase, name);
    }
  }
}

/** "a CMS, Directus, which …", "the gateway (Frobnix)", "an app called "Shelf"" */
function nameBehind(
  tokens: readonly Token[],
  phrase: Phrase,
  grammar: Grammar,
): Span | undefined {
  // "the viewer (`viewer`, Go)" is one phrase
  const inside = tokens.findIndex(
    ({ text }, i) => text === '(' && i > phrase.from && i < phrase.to,
  );
  const to = inside < 0 ? phrase.to : inside;
  const open = tokens[to]?.text ?? '';
  if (!hasArticle(tokens, phrase, grammar)) return undefined;
  if (grammar.called.has(tokens[to]?.low ?? '')) {
    return quotedFrom(tokens, to + 1);
  }
  if (QUOTE.test(open)) return quotedFrom(tokens, to);
  if (open !== ',' && open !== '(') return undefined;
  const name =
    productName(tokens, to + 1, phrase) ?? unknownName(tokens, to + 1, grammar);
  if (!name) return undefined;
  const close = tokens[name.to];
  if (open === '(') {
    const isWhole = close?.text === ')';
    const isId = close?.text === ',' && tokens[name.from].code;
    return isWhole || isId ? name : undefined;
  }
  const next = tokens[name.to + 1]?.low ?? '';
  const isAside =
    !close ||
    /^[:–—]$/.test(close.text) ||
    (close.text === ',' && !/^(?:and|or|y|o|e|u)$/.test(next));
  return isAside && !isListed(tokens, name, grammar) ? name : undefined;
}

/** "a web app, Shelf, Android, and iOS": names in a row are a list. */
function isListed(
  tokens: readonly Token[],
  { to }: Span,
  grammar: Grammar,
): boolean {
  return (
    tokens[to]?.text === ',' &&
    (unknownName(tokens, to + 1, grammar) !== undefined ||
      technologyTrie.longest(tokens, to + 1) !== undefined)
  );
}

/** "Frobnix, a web application", ""Quill", our CMS", "the "Shelf" app" */
function nameBefore(
  tokens: readonly Token[],
  { from, determiner }: Phrase,
  grammar: Grammar,
): Span | undefined {
  if (QUOTE.test(tokens[from - 1]?.text ?? '')) {
    return quotedTo(tokens, from - 1);
  }
  const article = tokens[from - 1]?.low ?? '';
  const isOwn = /^(?:our|nuestr[oa])$/.test(article);
  if (tokens[from - 2]?.text !== ',') return undefined;
  if (determiner !== 'indefinite' && !isOwn) return undefined;
  if (QUOTE.test(tokens[from - 3]?.text ?? '')) {
    return quotedTo(tokens, from - 3);
  }
  let start = from - 2;
  while (
    from - 2 - start < MAX_NAME &&
    isNameWord(tokens[start - 1], grammar)
  ) {
    start--;
    if (tokens[start].code) break;
  }
  const name = { from: start, to: from - 2 };
  // a capital at the start of a sentence says nothing
  return start > 0 && isUnknown(tokens, name, grammar) ? name : undefined;
}

function quotedFrom(tokens: readonly Token[], open: number): Span | undefined {
  if (!QUOTE.test(tokens[open]?.text ?? '')) return undefined;
  for (let i = open + 1; i <= open + 1 + MAX_NAME && tokens[i]; i++) {
    if (!QUOTE.test(tokens[i].text)) continue;
    return i > open + 1 ? { from: open + 1, to: i } : undefined;
  }
  return undefined;
}

function quotedTo(tokens: readonly Token[], close: number): Span | undefined {
  for (let i = close - 1; i >= 0 && close - i <= MAX_NAME + 1; i--) {
    if (!QUOTE.test(tokens[i].text)) continue;
    return i < close - 1 ? { from: i + 1, to: close } : undefined;
  }
  return undefined;
}

function isNameWord(token: Token | undefined, grammar: Grammar): boolean {
  return Boolean(
    token?.isWord &&
      (token.capital || token.code) &&
      token.text.length > 1 &&
      !grammar.stops.has(token.low) &&
      !grammar.roles.has(token.low),
  );
}

/** A proper name or an identifier that starts at a token and that nothing knows yet. */
function unknownName(
  tokens: readonly Token[],
  from: number,
  grammar: Grammar,
): Span | undefined {
  let to = from;
  while (to - from < MAX_NAME && isNameWord(tokens[to], grammar)) {
    to++;
    if (tokens[to - 1].code) break;
  }
  const name = { from, to };
  return isUnknown(tokens, name, grammar) ? name : undefined;
}

/** "a CMS, Strapi": a product that is what the noun says. */
function productName(
  tokens: readonly Token[],
  from: number,
  { noun }: Phrase,
): Span | undefined {
  const hit = technologyTrie.longest(tokens, from);
  const isSame =
    hit?.value.role === 'product' &&
    hit.value.kind === 'component' &&
    noun?.kind === 'component';
  return isSame ? { from, to: hit.to } : undefined;
}

function isUnknown(
  tokens: readonly Token[],
  { from, to }: Span,
  grammar: Grammar,
): boolean {
  if (to === from) return false;
  // "(HTTP)", "(JSON)": how, not who
  if (/^\p{Lu}{2,5}$/u.test(tokens[from].text) && to - from === 1) return false;
  for (let i = from; i < to; i++) {
    if (technologyTrie.longest(tokens, i)) return false;
    if (tokens[from].code) continue;
    if (nounTries[grammar.language].longest(tokens, i)) return false;
    if (grammar.persons.has(tokens[i].low)) return false;
  }
  return true;
}

/** Makes one part out of the noun and the name. */
function join(
  context: ProseContext,
  tokens: readonly Token[],
  phrase: Phrase,
  { from, to }: Span,
): void {
  const { entities, names, asides } = context;
  const name = tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');
  const known = entities.named(name);
  const noun = phrase.noun!;
  if (known && known.kind !== (noun.kind === 'api' ? 'component' : noun.kind)) {
    return;
  }
  const product = technologyTrie.longest(tokens, from)?.value;
  const entity =
    known ??
    (product && entities.ofProduct(product)) ??
    createNamedBy(context, phrase, product?.name ?? name, product);
  if (keyOf(name).length > 2) names.add(name, entity);
  asides.nouns.set(phrase.end, entity);
  asides.names.add(tokens[from].start);
}

function createNamedBy(
  { entities }: ProseContext,
  phrase: Phrase,
  name: string,
  product?: Technology,
): Entity {
  const noun = phrase.noun!;
  const entity = entities.create({
    name: name.slice(0, 120),
    kind: noun.kind === 'api' ? 'component' : noun.kind,
    type: noun.type,
    noun,
    modifiers: phrase.modifiers,
    product: product ?? (noun.kind === 'resource' ? phrase.product : undefined),
    generic: false,
    confidence: 0.9,
  });
  entity.introduced = true;
  for (const made of phrase.made) addTechnology(entity, made);
  return entity;
}
