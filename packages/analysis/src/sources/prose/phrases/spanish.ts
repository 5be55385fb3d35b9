import { nounTries } from '../matcher';
import type { NounMatch } from './head';
import { nameAfter } from './name';
import type { Side } from './nounPhrase';
import type { Sentence } from './phrase';
import { keepsInName } from './sameThing';

const MAX_STEPS = 4;
const ADJECTIVE =
  /(?:iv[oa]s?|ic[oa]s?|al|ales|ari[oa]s?|os[oa]s?|il|iles|bles?|tor|tora|ent[ea]s?|[ií]n[oa]s?)$/;
/** Adjectives that say something about the thing and are no part of its name. */
const NOT_IN_NAME =
  /mente$|^(?:responsable|capaz|disponible|tal|encargad[oa])s?$/;
/** "un servicio propio": whose it is, not which. */
const OWN = /^(?:propi[oa]s?|nuev[oa]s?)$/;
/** "de forma …", "en tiempo …": how, not of what. */
const MANNER = /^(?:forma|manera|modo|tipo|alta|tiempo|ejecucion)$/;

/** What follows a Spanish noun and belongs to it: "de pedidos", "móvil", "Pedidos", "`catalogo`". */
export function rightOf(sentence: Sentence, noun: NounMatch): Side {
  const { tokens, grammar } = sentence;
  const side: Side = { at: noun.to, words: [], technologies: [] };
  for (let step = 0; step < MAX_STEPS && side.at < tokens.length; step++) {
    if (takeTechnology(sentence, side)) continue;
    const token = tokens[side.at];
    if (!token.isWord) break;
    if (grammar.called.has(token.low)) {
      return { ...side, at: nameAfter(tokens, side.at, grammar, side.words) };
    }
    const goesOn = /^del?$/.test(token.low)
      ? takeOf(sentence, side)
      : takeWord(sentence, side, noun);
    if (!goesOn) break;
  }
  dropDangling(sentence, side);
  return side;
}

/** "servicio Java", "un servicio en Python" */
function takeTechnology({ tokens, techAt }: Sentence, side: Side): boolean {
  const tech = techAt.get(side.at);
  if (tech?.from === side.at) {
    side.technologies.push(tech.value);
    if (
      tech.value.role === 'product' &&
      tech.value.type === 'external-service'
    ) {
      side.words.push(...tokens.slice(tech.from, tech.to));
    }
    side.at = tech.to;
    return true;
  }
  const made =
    tokens[side.at].low === 'en' ? techAt.get(side.at + 1) : undefined;
  if (made?.from !== side.at + 1 || made.value.role !== 'implementation') {
    return false;
  }
  side.technologies.push(made.value);
  side.at = made.to;
  return true;
}

/** "de pedidos", "de la tienda", "de PostgreSQL" */
function takeOf({ tokens, grammar, techAt }: Sentence, side: Side): boolean {
  const { at, words } = side;
  const hasArticle =
    tokens[at + 1] !== undefined && grammar.determiners.has(tokens[at + 1].low);
  const index = at + (hasArticle ? 2 : 1);
  const tech = techAt.get(index);
  if (tech?.from === index) {
    side.technologies.push(tech.value);
    if (keepsInName(tech.value)) words.push(...tokens.slice(at, tech.to));
    side.at = tech.to;
    return true;
  }
  const next = tokens[index];
  if (!next?.isWord || grammar.stops.has(next.low) || MANNER.test(next.low)) {
    return false;
  }
  const noun = nounTries.es.longest(tokens, index);
  const isOther =
    noun?.value.noun.bare === 'element' ||
    (noun !== undefined && next.capital && next.strong);
  if (isOther) return false;
  // of "de gestión y pago" the second word would be a guess, so it is left out
  words.push(...tokens.slice(at, index + 1));
  side.at = index + 1;
  return true;
}

/** "Pedidos", "`catalogo`", "móvil", "antifraude" */
function takeWord(
  { tokens, grammar, isVerb }: Sentence,
  side: Side,
  noun: NounMatch,
): boolean {
  const token = tokens[side.at];
  if (grammar.stops.has(token.low) || isVerb(side.at)) return false;
  // "El **indexador** recorre …": the name ends with the bold type
  if (tokens[noun.from].strong && !token.strong && !token.code) return false;
  if (token.capital || token.code) {
    if (!token.code && nounTries.es.longest(tokens, side.at)) return false;
  } else {
    const isAdjective =
      ADJECTIVE.test(token.low) || grammar.plainAdjectives.has(token.low);
    // "motor antifraude": a noun that cannot stand alone takes the word behind it
    const isApposed =
      side.at === noun.to &&
      noun.value.noun.bare === 'anaphor' &&
      !noun.value.plural &&
      !grammar.verbs.has(token.low) &&
      !grammar.roles.has(token.low) &&
      !grammar.persons.has(token.low);
    if ((!isAdjective && !isApposed) || NOT_IN_NAME.test(token.low)) {
      return false;
    }
    if (OWN.test(token.low)) {
      side.at++;
      return true;
    }
  }
  side.words.push(token);
  side.at++;
  return true;
}

/** No dangling "de la". */
function dropDangling({ grammar }: Sentence, side: Side): void {
  const { words } = side;
  for (let last = words.pop(); last; last = words.pop()) {
    if (!grammar.stops.has(last.low) || last.capital) {
      words.push(last);
      return;
    }
    side.at--;
  }
}
