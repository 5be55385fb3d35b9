import type { Technology } from '../../../vocabulary';
import type { ProseContext } from '../context';
import { stem, type Entity } from '../entities';
import { nounTries, technologyTrie } from '../matcher';
import type { Token } from '../tokens';
import { verbReader } from '../verbs';
import { nameAsides } from './aside';
import {
  actsOnPart,
  definitionAt,
  madeAt,
  madeInAt,
  meansScreen,
  type Definition,
} from './evidence';
import { subjectBefore, type Clauses, type SubjectWords } from './subject';
import { hasFullerName, headOf, isAgentive, isNoPart, mayBeName } from './name';

/** Something that sentences introduce without any noun that tells what it is: "the ticket office". */
interface Newcomer {
  words: readonly Token[];
  subject: SubjectWords;
  definition?: Definition;
}

const ASKING =
  /^(?:use|query|consult|see|check|open|access|usar|utilizar|consultar|revisar|acceder)$/;
const MESSAGES = /^(?:events?|messages?|eventos?|mensajes?|topics?)$/;
const DEPENDING = /^(?:use|send|receive|store|serve)$/;
const SERVED =
  /^(?:back|front|trigger|invoke|notify|orchestrate|scrape|poll|respaldar|invocar|disparar|activar|orquestar|notificar)$/;
/**
 * Finds what sentences introduce by saying what it is ("the ticket office is a React app") or by what it does ("the
 * mailer consumes from Kafka"), and makes its name known wherever it stands.
 */
export function introduce(
  context: ProseContext,
  sentences: ReadonlyArray<readonly Token[]>,
  title: string,
): void {
  nameAsides(context, sentences);
  const newcomers = new Map<string, Newcomer>();
  const wholes = new Set<string>();
  for (const tokens of sentences) {
    const clauses: Clauses = {
      tokens,
      grammar: context.grammar,
      isVerb: verbReader(tokens, context.grammar),
    };
    for (let i = 1; i < tokens.length; i++) {
      const found =
        newcomerAt(context, clauses, i) ?? explainedAt(context, clauses, i);
      if (!found) continue;
      const key = found.words.map(({ low }) => low).join(' ');
      if (isWhole(found, tokens === sentences[0], title)) wholes.add(key);
      if (wholes.has(key)) continue;
      const known = newcomers.get(key);
      if (!known) newcomers.set(key, found);
      else known.definition ??= found.definition;
      for (const words of boldBefore(context, clauses, found)) {
        const other = words.map(({ low }) => low).join(' ');
        if (newcomers.has(other)) continue;
        newcomers.set(other, { words, subject: found.subject });
      }
    }
  }
  // longer names first: "the office" is then the ticket office
  const all = [...newcomers.values()].sort(
    (a, b) => b.words.length - a.words.length,
  );
  const byHead = new Map<string, Entity[]>();
  for (const newcomer of all) {
    const head = headOf(context.grammar, newcomer.words).low;
    const fuller = newcomer.words.length === 1 ? byHead.get(head) : undefined;
    if (fuller?.length === 1) {
      addName(context, fuller[0], newcomer);
      continue;
    }
    if (
      newcomer.words.length === 1 &&
      hasFullerName(context, sentences, newcomer.words[0])
    ) {
      continue;
    }
    const [word] = newcomer.words;
    const isMarked = word.strong || word.code;
    const named =
      newcomer.words.length === 1 && isMarked
        ? context.entities.withModifiers(stem(word.low))
        : undefined;
    if (named) {
      // `billing`, where there is a "Billing API"
      addName(context, named, newcomer);
      continue;
    }
    const entity = create(context, newcomer);
    byHead.set(head, [...(byHead.get(head) ?? []), entity]);
  }
}

/** "# Ward", "Petstore is a web application.": the title and the first sentence may name the whole. */
function isWhole(
  { words, subject, definition }: Newcomer,
  isFirst: boolean,
  title: string,
): boolean {
  if (subject.determiner !== 'none') return false;
  const isService = /^(?:service|worker|function|job)$/.test(
    definition?.noun?.family ?? '',
  );
  const name = words.map(({ low }) => low).join(' ');
  if (title && (title === name || title.startsWith(`${name} `))) {
    return !isService;
  }
  return (
    isFirst &&
    definition !== undefined &&
    !definition.technologies.length &&
    !definition.isOurs
  );
}

/** "**Fees** and **Papers** listen to …": the other bold names that do the same. */
function boldBefore(
  context: ProseContext,
  { tokens, grammar }: Clauses,
  { words, subject }: Newcomer,
): Token[][] {
  const others: Token[][] = [];
  if (!words.every(({ strong }) => strong)) return others;
  let at = subject.from - 1;
  while (at > 0 && /^(?:,|and|y|e)$/.test(tokens[at].low)) {
    if (!tokens[at - 1].isWord) at--;
    const to = at;
    while (at > 0 && tokens[at - 1].strong && tokens[at - 1].isWord) at--;
    const name = tokens.slice(at, to);
    if (!name.length || name.length > 3) break;
    const text = name.map(token => token.text).join(' ');
    const isOther =
      context.entities.named(text) ||
      name.some(
        (_, i) =>
          technologyTrie.longest(name, i) ||
          nounTries[grammar.language].longest(name, i),
      );
    if (!isOther) others.push(name);
    at--;
  }
  return others;
}

function newcomerAt(
  context: ProseContext,
  clauses: Clauses,
  verb: number,
): Newcomer | undefined {
  const { tokens, isVerb, grammar } = clauses;
  const reading = isVerb(verb);
  if (!reading || reading.form === 'gerund') return undefined;
  const isCopula =
    reading.class === 'be' || /^est[ae]n?$/.test(tokens[verb].low);
  if (reading.form === 'participle') return undefined;
  const subject = subjectBefore(clauses, verb);
  if (!subject) return undefined;
  const words = tokens.slice(subject.from, subject.to);
  const head = headOf(grammar, words);
  const isAgent = isAgentive(context, head);
  const aside = subject.aside && asideDefinition(clauses, subject.aside);
  const definition =
    aside ??
    (isCopula
      ? definitionAt(clauses, verb + 1) ??
        madeAt(clauses, participleAfter(clauses, verb)) ??
        (isAgent ? madeInAt(clauses, verb + 1) : undefined)
      : madeAt(clauses, verb));
  if (!mayBeName(context, clauses, subject, words, definition))
    return undefined;
  const isNone = isNoPart(words, grammar);
  const isPerson = grammar.persons.has(head.low) && !head.code;
  if (definition) {
    const hasTechnology = definition.technologies.length > 0;
    if (
      isNone &&
      !(
        subject.determiner === 'none' &&
        hasTechnology &&
        aside === undefined &&
        isCopula
      )
    ) {
      return undefined;
    }
    if (isPerson && !hasTechnology) return undefined;
    return { words, subject, definition };
  }
  const isStrong = words.every(({ strong }) => strong);
  if (isPerson || (isNone && !isStrong && !head.code)) return undefined;
  if (isCopula) {
    return isServedPart(clauses, verb) ? { words, subject } : undefined;
  }
  if (isNone && !head.code && !(isStrong && tokens[0].strong)) return undefined;
  const isNegated = tokens
    .slice(subject.to, verb)
    .some(({ low }) => grammar.negations.has(low));
  if (isNegated) return undefined;
  const acts =
    DEPENDING.test(reading.class) ||
    (isStrong && tokens[0].strong) ||
    goesOnDepending(clauses, verb) ||
    (isAgent && reading.class !== 'have');
  if (!acts) return undefined;
  // "**Fees** and **Papers** listen to that event"
  const takesMessages =
    isStrong &&
    tokens[0].strong &&
    tokens.some(({ low }) => MESSAGES.test(low));
  if (!actsOnPart(clauses, verb) && !takesMessages) return undefined;
  if (subject.determiner === 'indefinite' && !isAgent) return undefined;
  // "Researchers use Databricks": people
  const isMany = /[^su]s$/.test(head.low) && !isStrong && !head.code;
  if (isMany && ASKING.test(reading.lemma)) return undefined;
  // "Accounting uses a dashboard": so do people
  if (/^(?:use|usar|utilizar)$/.test(reading.lemma) && !isAgent) {
    if (meansScreen(clauses, verb + 1)) return undefined;
  }
  return { words, subject };
}

/** "is backed by MongoDB", "is triggered by the topic": said of parts only. */
function isServedPart(clauses: Clauses, verb: number): boolean {
  const at = participleAfter(clauses, verb);
  const lemma = clauses.isVerb(at)?.lemma ?? '';
  return (
    SERVED.test(lemma) &&
    /^(?:by|por|with|con)$/.test(clauses.tokens[at + 1]?.low ?? '') &&
    actsOnPart(clauses, at)
  );
}

/** "work in the order pad, an Ionic app": explained where it stands. */
function explainedAt(
  context: ProseContext,
  clauses: Clauses,
  comma: number,
): Newcomer | undefined {
  const { tokens, grammar } = clauses;
  const { text } = tokens[comma];
  if (text !== ',' && text !== '(') return undefined;
  const close = tokens.findIndex((token, i) => i > comma && token.text === ')');
  const definition =
    text === ','
      ? definitionAt(clauses, comma + 1)
      : asideDefinition(clauses, { from: comma + 1, to: close });
  if (!definition?.technologies.length) return undefined;
  const subject = subjectBefore(clauses, comma, true);
  if (subject?.determiner !== 'definite') return undefined;
  const words = tokens.slice(subject.from, subject.to);
  const isName =
    !isNoPart(words, grammar) &&
    !grammar.persons.has(headOf(grammar, words).low) &&
    mayBeName(context, clauses, subject, words, definition);
  return isName ? { words, subject, definition } : undefined;
}

/** "transforms them and posts them to …": the same subject acts on in a second verb. */
function goesOnDepending({ tokens, isVerb }: Clauses, verb: number): boolean {
  for (let i = verb + 1; i < Math.min(tokens.length, verb + 14); i++) {
    const reading = isVerb(i);
    if (reading?.form !== 'finite' || !DEPENDING.test(reading.class)) continue;
    const at = /^(?:lo|los|las|la|se)$/.test(tokens[i - 1].low) ? i - 2 : i - 1;
    return /^(?:and|then|y|,)$/.test(tokens[at]?.low ?? '');
  }
  return false;
}

function participleAfter({ tokens, isVerb }: Clauses, verb: number): number {
  for (let i = verb + 1; i < Math.min(tokens.length, verb + 4); i++) {
    if (isVerb(i)?.form === 'participle') return i;
  }
  return -1;
}

function asideDefinition(
  clauses: Clauses,
  { from, to }: { from: number; to: number },
): Definition | undefined {
  const { tokens, isVerb } = clauses;
  const defined = definitionAt(clauses, from, to);
  if (defined) return defined;
  if (isVerb(from)?.form === 'participle') return madeAt(clauses, from, to);
  if (tokens[to]?.text !== ')') return undefined;
  const technologies = onlyTechnologies(tokens, from, to);
  return technologies?.some(({ role }) => role === 'implementation')
    ? { technologies }
    : undefined;
}

/** "(Go)", "(Python, gRPC)" */
function onlyTechnologies(
  tokens: readonly Token[],
  from: number,
  to: number,
): Technology[] | undefined {
  const technologies: Technology[] = [];
  for (let i = from; i < to; ) {
    const tech = technologyTrie.longest(tokens, i);
    if (tech && tech.to <= to) {
      technologies.push(tech.value);
      i = tech.to;
    } else if (
      /^(?:[,/+&]|and|y|grpc|rest|http|\d[\d.]*)$/.test(tokens[i].low)
    ) {
      i++;
    } else return undefined;
  }
  return technologies;
}

function create(context: ProseContext, newcomer: Newcomer): Entity {
  const { words, definition } = newcomer;
  const { entities, grammar } = context;
  const text = words.map(word => word.text).join(' ');
  const own = nounTries[grammar.language].longest(words, 0)?.value.noun;
  const noun = definition?.noun ?? own;
  const [technology] = definition?.technologies ?? [];
  const isResource = noun?.kind === 'resource';
  const entity = entities.create({
    name: (text.charAt(0).toUpperCase() + text.slice(1)).slice(0, 120),
    kind: isResource ? 'resource' : 'component',
    type: noun?.type ?? (technology?.type || 'service'),
    noun,
    modifiers: own
      ? ''
      : words
          .filter(({ low }) => !grammar.stops.has(low))
          .flatMap(({ parts }) => parts)
          .map(stem)
          .join(' '),
    product: isResource
      ? definition!.technologies.find(({ kind }) => kind === 'resource')
      : undefined,
    generic: false,
    confidence: definition ? 0.9 : 0.8,
  });
  entity.introduced = true;
  addName(context, entity, newcomer);
  return entity;
}

function addName(
  { names, commonNames, entities }: ProseContext,
  entity: Entity,
  { words, subject }: Newcomer,
): void {
  const name = words.map(({ text }) => text).join(' ');
  entities.alias(entity, name);
  names.add(name, entity);
  if (words.length === 1) {
    commonNames.set(
      words[0].low,
      subject.determiner === 'none' ? 'proper' : 'common',
    );
  }
}
