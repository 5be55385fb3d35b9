import type { Grammar, VerbReading } from './grammar';
import { nounTries, technologyTrie, type WordTrie } from './matcher';
import type { Token } from './tokens';

/** English words that are nouns as often as verbs. */
const NOUN_LIKE = new Set(
  (
    'stores requests calls reports logs searches streams queues caches processes records hosts feeds displays checks views ' +
    'exports imports writes reads updates routes links tests maps scores alerts grants charges plans queries sources posts ' +
    'measures programs grades notices books sinks dumps uploads downloads orders indexes connects interfaces scans tracks backs lives sets ' +
    'runs works matches ships places bridges schedules shares changes rates pulls pushes loads messages designs structures ' +
    'archives monitors controls triggers notes documents releases versions models jobs tasks forms rests looks emails texts ' +
    'consulta consultas llamada llamadas carga cargas descarga descargas reserva reservas compra compras muestra muestras ' +
    'entrega entregas prueba pruebas forma formas cuenta cuentas registra marca factura facturas base bases programa programas ' +
    'guarda toma tomas busca recurso integra monitor encuentra control ejecute cobra pide usa este esta sirve para filtra ' +
    'flows comes lands publica publico publicas contrata visita visitas pago resuelve envio valida validas trabaja trabajo nombre'
  ).split(' '),
);
/** Of these, the ones that are nouns behind "and" where no object follows: "and orders from the shop". */
const MOSTLY_NOUNS = new Set(
  'orders records messages documents tasks jobs notes charges books requests queries reports emails texts logs shares changes'.split(
    ' ',
  ),
);
/** With this preposition behind them they are verbs. */
const MOVING =
  /^(?:runs on|reads from|writes (?:to|into)|pulls from|pushes (?:to|into)|streams (?:to|into|from)|feeds (?:on|into)|loads (?:from|into)|publishes to|sinks into|routes to|links to|logs to|looks (?:up|into)|works with)$/;
/** Spanish participles that are nouns without "ser" before them. */
const NOUN_PARTICIPLES =
  /^(?:pedid|llamad|entrad|salid|resultad|dat|hech|list|vist|compr)[oa]s?$/;

const isFunctionWord = (token: Token | undefined, grammar: Grammar) =>
  Boolean(token) &&
  (grammar.determiners.has(token!.low) ||
    grammar.possessives.has(token!.low) ||
    (grammar.roles.has(token!.low) && token!.low !== 'to'));

/**
 * Tells for each token of a sentence whether it is a verb there, from its neighbors: "the API calls" against "the
 * calls of the API".
 */
export function verbReader(
  tokens: readonly Token[],
  grammar: Grammar,
  names?: WordTrie<unknown>,
): (index: number) => VerbReading | undefined {
  const known: Array<VerbReading | null | undefined> = [];
  const reader = (index: number): VerbReading | undefined => {
    if (index < 0 || index >= tokens.length) return undefined;
    if (known[index] === undefined) {
      if (index > 0 && known[index - 1] === undefined) reader(index - 1);
      known[index] = null; // looking at neighbors must not come back here
      known[index] =
        readingOf(tokens, index, grammar, known[index - 1], names) ?? null;
    }
    return known[index] ?? undefined;
  };
  // left to right once, so that no look at a neighbor recurses deeply
  for (let i = 0; i < tokens.length; i++) reader(i);
  return reader;
}

function readingOf(
  tokens: readonly Token[],
  index: number,
  grammar: Grammar,
  before: VerbReading | null | undefined,
  names: WordTrie<unknown> | undefined,
): VerbReading | undefined {
  const token = tokens[index];
  if (
    !token.isWord ||
    token.code ||
    (token.capital && index > 0 && tokens[index - 1].isWord)
  ) {
    return undefined;
  }
  const readings = grammar.verbs.get(token.low);
  if (!readings) return undefined;
  // "**Records** is backed by …"
  if (token.strong && names?.longest(tokens, index)) return undefined;
  const previous = tokens[index - 1];
  // "stores orders": behind a verb the same form is its object
  const isObject =
    before && before.class !== 'be' && before.form !== 'participle';
  if (isObject && NOUN_LIKE.has(token.low)) return undefined;
  return grammar.language === 'en'
    ? englishReading(readings, tokens, index, previous, grammar, names)
    : spanishReading(readings, tokens, index, previous, grammar, names);
}

function endsName(
  tokens: readonly Token[],
  index: number,
  language: 'en' | 'es',
  names: WordTrie<unknown> | undefined,
): { plural: boolean } | undefined {
  const token = tokens[index];
  if (!token?.isWord) return undefined;
  for (let from = index; from >= Math.max(0, index - 3); from--) {
    const noun = nounTries[language].longest(tokens, from);
    if (noun && noun.to === index + 1) return { plural: noun.value.plural };
    const tech = technologyTrie.longest(tokens, from);
    if (tech && tech.to === index + 1) return { plural: false };
    if (names?.longest(tokens, from)?.to === index + 1) {
      return { plural: false };
    }
  }
  if (token.parts.length > 1 || token.code || token.strong)
    return { plural: false };
  return token.capital && index > 0 ? { plural: false } : undefined;
}

function englishReading(
  readings: readonly VerbReading[],
  tokens: readonly Token[],
  index: number,
  previous: Token | undefined,
  grammar: Grammar,
  names: WordTrie<unknown> | undefined,
): VerbReading | undefined {
  const form = (name: VerbReading['form']) =>
    readings.find(reading => reading.form === name);
  const next = tokens[index + 1];
  const token = tokens[index];
  const finite = form('finite');
  if (finite?.class === 'be') return finite;
  const participle = form('participle');
  const infinitive = form('infinitive');
  const gerund = form('gerund');
  const isRelative = previous && grammar.relatives.has(previous.low);
  if (
    previous &&
    grammar.determiners.has(previous.low) &&
    !isRelative &&
    !grammar.pronouns.has(previous.low) &&
    !/^(?:both|all)$/.test(previous.low) &&
    !(previous.low === 'each' && endsName(tokens, index - 2, 'en', names))
  ) {
    return undefined;
  }
  const behindName = endsName(tokens, index - 1, 'en', names);
  const nextStarts =
    !next ||
    !next.isWord ||
    grammar.determiners.has(next.low) ||
    grammar.roles.has(next.low) ||
    next.capital ||
    next.strong ||
    grammar.possessives.has(next.low);
  const startsName =
    (!previous || !previous.isWord) &&
    token.capital &&
    namesNoun(tokens, index, grammar);
  if (finite) {
    // "grades from A, prices from B and orders from C": things taken
    const isTaken =
      next?.low === 'from' &&
      /^(?:,|and|or)$/.test(previous?.low ?? '') &&
      (finite.class === 'none' || NOUN_LIKE.has(token.low)) &&
      !MOVING.test(`${token.low} from`);
    if (isTaken) return undefined;
    // "Orders API stores …": a name
    if (startsName && MOSTLY_NOUNS.has(token.low)) return undefined;
    if (
      isFunctionWord(previous, grammar) &&
      !isRelative &&
      !grammar.pronouns.has(previous!.low)
    )
      return undefined;
    if (!previous || !previous.isWord || isRelative || behindName) {
      return behindName ||
        !NOUN_LIKE.has(token.low) ||
        nextStarts ||
        next.isWord
        ? finite
        : undefined;
    }
    if (
      grammar.pronouns.has(previous.low) ||
      grammar.conjunctions.has(previous.low)
    ) {
      const isNoun =
        MOSTLY_NOUNS.has(token.low) &&
        next !== undefined &&
        grammar.roles.has(next.low) &&
        next.low !== 'to';
      return isNoun ? undefined : finite;
    }
    if (
      /ly$|^(?:also|then|only|never|always|just|both|either)$/.test(
        previous.low,
      )
    )
      return finite;
    if (!NOUN_LIKE.has(token.low)) return finite;
    const goesOn =
      next &&
      (grammar.determiners.has(next.low) ||
        grammar.possessives.has(next.low) ||
        MOVING.test(`${token.low} ${next.low}`));
    return goesOn ? finite : undefined;
  }
  if (participle) {
    if (infinitive && participle.lemma === token.low) {
      // read, put, run: the form says nothing
      if (
        previous &&
        (previous.low === 'to' || grammar.modals.has(previous.low))
      )
        return infinitive;
      if (behindName?.plural) return infinitive;
      if (previous && grammar.passives.has(previous.low)) return participle;
      return behindName ? infinitive : undefined;
    }
    return participle;
  }
  if (gerund) {
    // "**Alerting** queries …": a name
    if (token.strong && !previous && !next?.strong) return undefined;
    // "payment, shipping and billing": a list of nouns
    const inList = (other?: Token) =>
      !other || /^(?:,|and|or)$/.test(other.low);
    if (previous && /^(?:,|and|or)$/.test(previous.low) && inList(next))
      return undefined;
    if (
      previous &&
      (grammar.determiners.has(previous.low) || previous.low === 'of')
    )
      return undefined;
    const modifies =
      next?.isWord &&
      nounTries.en.longest(tokens, index + 1) &&
      previous?.text !== ',' &&
      !isFunctionWord(previous, grammar) &&
      previous?.isWord &&
      !behindName;
    return modifies || startsName ? undefined : gerund;
  }
  if (infinitive) {
    if (!previous) return nextStarts && next?.isWord ? infinitive : undefined;
    if (
      previous.low === 'to' ||
      grammar.modals.has(previous.low) ||
      (/^(?:later|soon|eventually|someday|also|then)$/.test(previous.low) &&
        grammar.modals.has(tokens[index - 2]?.low ?? '')) ||
      /n't$|^(?:not|do|does|did|they|we|you|which|that|who)$/.test(previous.low)
    ) {
      return infinitive;
    }
    if (behindName?.plural && next) return infinitive;
    if (
      behindName &&
      nextStarts &&
      next?.isWord &&
      tokens.slice(0, index).some(({ low }) => low === 'and')
    )
      return infinitive;
    if (grammar.persons.has(previous.low) && /s$|people/.test(previous.low))
      return infinitive;
    // "sensors in the vans publish positions"
    if (
      /[^su]s$/.test(previous.low) &&
      !NOUN_LIKE.has(`${token.low}s`) &&
      next?.isWord &&
      (/^(?:go|flow|travel)$/.test(token.low) ||
        (!grammar.roles.has(next.low) &&
          ['send', 'receive', 'store', 'use'].includes(infinitive.class))) &&
      !grammar.verbs.has(previous.low)
    )
      return infinitive;
    if (grammar.conjunctions.has(previous.low) && nextStarts && next?.isWord)
      return infinitive;
    if (
      /^(?:also|then|only|never|always|directly|both|all|each|just)$/.test(
        previous.low,
      )
    )
      return infinitive;
  }
  return undefined;
}

function spanishReading(
  readings: readonly VerbReading[],
  tokens: readonly Token[],
  index: number,
  previous: Token | undefined,
  grammar: Grammar,
  names: WordTrie<unknown> | undefined,
): VerbReading | undefined {
  const token = tokens[index];
  const finite = readings.find(({ form }) => form === 'finite');
  if (finite) {
    if (!previous || !previous.isWord) return finite;
    // "Todo va a …"
    if (previous.low === 'todo' && index === 1) return finite;
    if (
      /^(?:se|lo|le|les|nos|que|no|y|o|e|u|pero|tambien|nunca|ya|solo)$/.test(
        previous.low,
      )
    ) {
      return finite;
    }
    if (finite.class === 'be' || /^(?:esta|estan)$/.test(token.low)) {
      return grammar.roles.has(previous.low) ? undefined : finite;
    }
    // "un job de Dataflow la vuelca en …"
    if (
      /^(?:lo|la)$/.test(previous.low) &&
      !NOUN_LIKE.has(token.low) &&
      endsName(tokens, index - 2, 'es', names) &&
      /^(?:en|a|al|hacia|con|desde)$/.test(tokens[index + 1]?.low ?? '')
    ) {
      return finite;
    }
    // "que la deja en la cola", "y lo guarda en …"
    if (
      /^(?:lo|la)$/.test(previous.low) &&
      (index === 1 || /^(?:que|y|,)$/.test(tokens[index - 2]?.low ?? '')) &&
      /^(?:store|send|receive|use)$/.test(finite.class) &&
      grammar.roles.has(tokens[index + 1]?.low ?? '')
    ) {
      return finite;
    }
    if (
      /^(?:lo|la)$/.test(previous.low) &&
      index === 1 &&
      /^(?:el|la|un|una)$/.test(tokens[2]?.low ?? '')
    ) {
      return finite;
    }
    if (/^(?:los|las)$/.test(previous.low))
      return /[ae]$/.test(token.low) ? finite : undefined;
    if (
      isFunctionWord(previous, grammar) &&
      !/^(?:ambos|ambas|todos|todas|dos|tres)$/.test(previous.low)
    ) {
      return undefined;
    }
    if (!NOUN_LIKE.has(token.low)) return finite;
    const next = tokens[index + 1];
    const takesObject =
      next &&
      (grammar.determiners.has(next.low) ||
        grammar.roles.has(next.low) ||
        next.capital ||
        next.strong);
    return takesObject ||
      endsName(tokens, index - 1, 'es', names) ||
      endsName(tokens, ofBefore(tokens, index) - 1, 'es', names) ||
      /mente$/.test(previous.low)
      ? finite
      : undefined;
  }
  if (
    previous &&
    grammar.determiners.has(previous.low) &&
    !/^(?:esta|estan)$/.test(previous.low)
  ) {
    return undefined;
  }
  const isNoun =
    NOUN_PARTICIPLES.test(token.low) &&
    !/^(?:llamad[oa])$/.test(token.low) &&
    !grammar.passives.has(previous?.low ?? '');
  return isNoun ? undefined : readings[0];
}

/** The "de" of "servicio de tienda" before a token; 0 where there is none. */
function ofBefore(tokens: readonly Token[], index: number): number {
  return (
    [index - 2, index - 3].find(i => /^del?$/.test(tokens[i]?.low ?? '')) ?? 0
  );
}

/** "Shipping service", "Orders API": the word and the noun behind it are all there is, or have a verb behind them. */
function namesNoun(
  tokens: readonly Token[],
  index: number,
  grammar: Grammar,
): boolean {
  const noun = nounTries.en.longest(tokens, index + 1);
  if (!noun || noun.value.plural) return false;
  const next = tokens[noun.to];
  return (
    !next?.isWord ||
    grammar.modals.has(next.low) ||
    grammar.passives.has(next.low) ||
    Boolean(grammar.verbs.get(next.low)?.some(({ form }) => form === 'finite'))
  );
}
