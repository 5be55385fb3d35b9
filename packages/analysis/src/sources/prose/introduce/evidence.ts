import type { Technology } from '../../../vocabulary';
import type { ComponentNoun } from '../../../vocabulary/nouns';
import { englishNouns } from '../../../vocabulary/nouns-en';
import { nounTries, technologyTrie } from '../matcher';
import type { Clauses } from './subject';

/** What a text says that something is. */
export interface Definition {
  noun?: ComponentNoun;
  technologies: Technology[];
  /** "our ingestion service" */
  isOurs?: boolean;
}

const MAX_PREDICATE = 8;
const MAX_OBJECTS = 24;
const MAX_FRAGMENT = 4;
const functionNoun = englishNouns.find(({ family }) => family === 'function');
/** "is a …", "is our …" */
const SOME = /^(?:an?|our|my|una?|nuestr[oa])$/;
/** Nouns that say what something is only along with a technology. */
const VAGUE = /^(?:library|module|site|pipeline|model|device)$/;
const NEVER = /^(?:endpoint)$/;
const ACTING = /^(?:send|receive|store|use|make|serve)$/;

/** "a Go service", "una aplicación web en React": what stands from `index` on says what something is. */
export function definitionAt(
  clauses: Clauses,
  index: number,
  end = clauses.tokens.length,
): Definition | undefined {
  const { tokens } = clauses;
  if (!SOME.test(tokens[index]?.low ?? '')) return undefined;
  const definition = describedAt(clauses, index + 1, end);
  if (!definition || !isPart(definition)) return undefined;
  if (/^(?:our|my|nuestr[oa])$/.test(clauses.tokens[index].low)) {
    definition.isOurs = true;
  }
  return definition;
}

/** "written in Rust", "hecha en Electron", "runs on Node.js": the technology behind a verb that says what something is made with. */
export function madeAt(
  { tokens, isVerb }: Clauses,
  verb: number,
  end = tokens.length,
): Definition | undefined {
  const reading = isVerb(verb);
  const isMade =
    reading &&
    (reading.form === 'participle'
      ? /^(?:make|host|store)$/.test(reading.class)
      : reading.class === 'host');
  if (!isMade) return undefined;
  for (let i = verb + 1; i < Math.min(end, verb + 5); i++) {
    const tech = technologyTrie.longest(tokens, i);
    if (tech) {
      const { role } = tech.value;
      return role === 'implementation' || role === 'compute'
        ? { technologies: [tech.value] }
        : undefined;
    }
    if (!tokens[i].isWord) return undefined;
    // "made in Frobnix": not in the vocabulary
    const isUnknown = tokens[i].capital && reading.class === 'make';
    if (isUnknown) return { technologies: [] };
  }
  return undefined;
}

/** "…, the only part left in Perl" */
export function madeInAt(
  { tokens }: Clauses,
  from: number,
): Definition | undefined {
  for (let i = from; i < Math.min(tokens.length, from + MAX_PREDICATE); i++) {
    const tech =
      /^(?:in|en)$/.test(tokens[i].low) &&
      technologyTrie.longest(tokens, i + 1);
    if (tech && tech.value.role === 'implementation') {
      return { technologies: [tech.value] };
    }
  }
  return undefined;
}

/** "consumes transfers from Kafka", "written in Go": said behind a label, it tells that the label names a part. */
export function actsAsPart(clauses: Clauses): boolean {
  // "se suscribe a Kafka"
  const verb = clauses.tokens[0]?.low === 'se' ? 1 : 0;
  const reading = clauses.isVerb(verb);
  if (!reading) return false;
  return reading.form === 'participle'
    ? madeAt(clauses, verb) !== undefined
    : reading.form === 'finite' &&
        ACTING.test(reading.class) &&
        actsOnPart(clauses, verb);
}

/** "Angular app", "Legacy COBOL system": said behind a label. */
export function isDescribed(clauses: Clauses): boolean {
  const definition =
    definitionAt(clauses, 0) ?? describedAt(clauses, 0, clauses.tokens.length);
  return Boolean(
    definition?.technologies.length &&
      (isPart(definition) || definition.noun?.bare === 'system'),
  );
}

/** "Is the front end that …", "cron job.": said behind a bold name, it tells what that is. */
export function isDefinedAsPart(clauses: Clauses): boolean {
  const { tokens, isVerb } = clauses;
  const isCopula = isVerb(0)?.class === 'be';
  let from = isCopula ? 1 : 0;
  const hasArticle = /^(?:an?|the|una?|el|la)$/.test(tokens[from]?.low ?? '');
  if (hasArticle) from++;
  const stop = tokens.findIndex(({ text }) => text === '.');
  const end = stop < 0 ? tokens.length : stop;
  const isShort = end <= MAX_FRAGMENT;
  if (!isCopula && !hasArticle && !isShort) return false;
  const isSentence = tokens
    .slice(0, Math.min(end, MAX_FRAGMENT))
    .some((_, i) => i >= from && isVerb(i)?.form === 'finite');
  if (!isCopula && isSentence) return false;
  const { noun } = describedAt(clauses, from, tokens.length) ?? {};
  return (
    noun?.kind === 'component' &&
    noun.bare === 'element' &&
    !VAGUE.test(noun.family)
  );
}

function describedAt(
  { tokens, grammar, isVerb }: Clauses,
  from: number,
  end: number,
): Definition | undefined {
  const trie = nounTries[grammar.language];
  const definition: Definition = { technologies: [] };
  let isClosed = false;
  for (let i = from; i < Math.min(end, from + MAX_PREDICATE); ) {
    const tech = technologyTrie.longest(tokens, i);
    const noun = trie.longest(tokens, i);
    if (tech && (!noun || tech.to >= noun.to)) {
      definition.technologies.push(tech.value);
      // "a Lambda function": the noun is part of the product's name
      if (tech.value.type === 'function') {
        definition.noun ??= noun?.value.noun ?? functionNoun;
      }
      i = tech.to;
      continue;
    }
    if (noun) {
      // the last noun of an English phrase is its head, the first one of a Spanish phrase
      const isHead =
        !isClosed && (grammar.language === 'en' || !definition.noun);
      if (isHead) definition.noun = noun.value.noun;
      i = noun.to;
      continue;
    }
    const token = tokens[i];
    const isPreposition = grammar.roles.has(token.low);
    if (isPreposition && !definition.noun) return undefined;
    if (!token.isWord && !/^[-.]$/.test(token.text)) break;
    if (grammar.relatives.has(token.low)) break;
    if (isVerb(i)?.form === 'finite') break;
    isClosed ||= isPreposition;
    i++;
  }
  return definition.noun ? definition : undefined;
}

function isPart({ noun, technologies }: Definition): boolean {
  if (!noun || noun.bare === 'system' || NEVER.test(noun.family)) return false;
  return (
    technologies.length > 0 ||
    !(VAGUE.test(noun.family) || noun.kind === 'resource')
  );
}

/** "a Vue dashboard", "la aplicación móvil": what people use. */
export function meansScreen(
  { tokens, grammar }: Clauses,
  from: number,
): boolean {
  const trie = nounTries[grammar.language];
  for (let i = from; i < Math.min(tokens.length, from + 5); i++) {
    const noun = trie.longest(tokens, i);
    if (noun) return /website|app$/.test(noun.value.noun.type);
  }
  return false;
}

/** Whether a verb has an object that is a part of a system: a product, or a noun that names one. */
export function actsOnPart(
  { tokens, grammar, isVerb }: Clauses,
  verb: number,
): boolean {
  const trie = nounTries[grammar.language];
  const end = Math.min(tokens.length, verb + MAX_OBJECTS);
  for (let i = verb + 1; i < end; i++) {
    const token = tokens[i];
    if (grammar.relatives.has(token.low)) return false;
    if (!token.isWord || isVerb(i)) continue;
    const tech = technologyTrie.longest(tokens, i);
    if (tech && /^(?:product|compute)$/.test(tech.value.role)) return true;
    const noun = trie.longest(tokens, i);
    if (noun && /^(?:element|anaphor)$/.test(noun.value.noun.bare)) {
      const { kind, family, bare } = noun.value.noun;
      const isTelling =
        bare === 'element' ||
        /^(?:service|worker|function|engine)$/.test(family);
      if (isTelling && (kind === 'component' || kind === 'resource'))
        return true;
    }
    if (tech) i = tech.to - 1;
  }
  return false;
}
