import type { Extraction, SourceText } from '../../source';
import { fold } from '../../vocabulary';
import { isArrow, readArrows } from './arrows';
import { ProseContext } from './context';
import { Entities, type Entity } from './entities';
import { digressionsOf } from './digressions';
import { english } from './en';
import { introduce } from './introduce';
import { describesPart, isDescribed } from './introduce/evidence';
import { isNoPart } from './introduce/name';
import { spanish } from './es';
import { languageOf } from './language';
import { readMarkdown, type Block, type Range } from './markdown';
import { nounTries, technologyTrie, WordTrie } from './matcher';
import { toExtraction } from './output';
import { isSameThing } from './phrases/sameThing';
import { readSentence } from './sentence';
import { isOfEverything } from './sentence/everything';
import { defineWhole } from './structure';
import { systemOf } from './system';
import { defineRows, readTable, type TableReader } from './tables';
import { verbReader } from './verbs';
import { RangeIndex, sentencesOf, tokenize, type Token } from './tokens';

const COMPONENT_SECTION =
  /\b(?:components?|services?|microservices|containers|building blocks|modules|componentes?|servicios?|microservicios|contenedores|modulos|bloques|applications|aplicaciones)\b/;

/** Reads a description in English or Spanish, plain or Markdown. */
export function extractProse(source: SourceText): Extraction {
  const marked = readMarkdown(source.text);
  const language = languageOf(marked.masked);
  const grammar = language === 'es' ? spanish : english;
  const names = new WordTrie<Entity>();
  const shortNames = new WordTrie<Entity>();
  const context = new ProseContext(
    source,
    grammar,
    new Entities(),
    names,
    shortNames,
  );
  const marks = {
    strong: new RangeIndex(marked.strong),
    code: new RangeIndex(marked.code),
  };
  const tokenized = new Map<Range, Token[]>();
  const tokensOf = (range: Range) => {
    const known = tokenized.get(range);
    if (known) return known;
    const tokens = tokenize(marked.masked, range, marks);
    tokenized.set(range, tokens);
    return tokens;
  };
  const tasks: Array<() => void> = [];
  const reader: TableReader = {
    context,
    tokens: tokensOf,
    sentences: (range, subject) => {
      for (const sentence of sentencesOf(tokensOf(range))) {
        readSentence(context, sentence, { entity: subject });
      }
    },
    later: task => tasks.push(task),
  };

  // first pass: what titles, list leads and tables introduce, so that a name is known wherever it stands
  const subjects = new Map<Block, { entity?: Entity; bodyStart: number }>();
  const rows = new Map<Block, Array<Entity | undefined>>();
  let inComponents = false;
  let componentsLevel = 0;
  // "… three services:", before a list of their names
  let listsParts = false;
  for (const block of marked.blocks) {
    if (block.kind === 'paragraph') {
      const said = marked.masked.slice(block.start, block.end);
      const last = said.slice(said.lastIndexOf('. ') + 1);
      listsParts = /:\s*$/.test(said) && COMPONENT_SECTION.test(fold(last));
    } else if (block.kind === 'heading') listsParts = false;
    if (block.kind === 'table') {
      rows.set(block, defineRows(reader, block));
      continue;
    }
    const tokens = tokensOf(block);
    if (!tokens.length) continue;
    if (block.kind === 'heading') {
      const hasArrow = tokens.some(isArrow);
      const entity =
        block.level > 1 && !hasArrow
          ? defineWhole(context, tokens, {
              anyName:
                componentsLevel > 0 &&
                block.level > componentsLevel &&
                tokens.every(({ isWord, capital }) => isWord && capital),
            })
          : undefined;
      subjects.set(block, { entity, bodyStart: block.end });
      const title = tokens.map(({ low }) => low).join(' ');
      const isSection =
        COMPONENT_SECTION.test(title) &&
        !/\b(?:between|entre|communication|comunicacion|flow|flujo|interaction)\b/.test(
          title,
        );
      if (isSection && !entity) componentsLevel = block.level;
      else if (block.level <= componentsLevel) componentsLevel = 0;
      inComponents = isSection || componentsLevel > 0;
      continue;
    }
    const lead =
      leadOf(tokens) ?? (inComponents && boldSubject(context, tokens));
    // "An online shop: …" names the whole
    if (!lead || grammar.determiners.has(tokens[0].low)) continue;
    const strong = lead.tokens[0].strong;
    const entity = defineWhole(context, lead.tokens, {
      anyName:
        lead.isLabel &&
        (block.kind === 'item'
          ? (strong && inComponents) ||
            (listsParts && isShortName(context, lead)) ||
            namesPart(context, lead, tokens)
          : strong && namesPart(context, lead, tokens)),
      strong,
    });
    subjects.set(block, { entity, bodyStart: lead.bodyStart });
    if (entity) learnLabel(context, entity, lead, tokens);
  }
  dropGroupHeadings(marked.blocks, subjects);
  for (const entity of context.entities.all) {
    if (entity.name.length > 2) names.add(entity.name, entity);
    // "Orders", where there is one "Orders API"
    const own = entity.noun && entity.modifiers ? entity.modifiers : '';
    if (
      own.length > 3 &&
      entity.kind === 'component' &&
      context.entities.withModifiers(own) === entity
    ) {
      shortNames.add(own, entity);
    }
  }

  introduce(
    context,
    marked.blocks
      .filter(({ kind }) => kind === 'paragraph' || kind === 'item')
      .flatMap(block => sentencesOf(tokensOf(block))),
    titleOf(marked.blocks, tokensOf),
  );

  context.digressions = new RangeIndex(digressionsOf(marked));
  const opening = marked.blocks.find(({ kind }) => kind === 'paragraph');
  context.firstSentence = opening ? tokensOf(opening)[0]?.start ?? -1 : -1;

  // second pass: what is said
  let section: { level: number; entity?: Entity } = { level: 0 };
  let leadIn: Entity | undefined;
  let verbOfList: OpenSentence | undefined;
  let previous: Block | undefined;
  for (const block of marked.blocks) {
    if (block.kind === 'heading') {
      section = { level: block.level, entity: subjects.get(block)?.entity };
      readArrows(context, tokensOf(block));
      context.focus = section.entity ?? context.focus;
      leadIn = undefined;
      verbOfList = undefined;
    } else if (block.kind === 'table') {
      readTable(reader, block, rows.get(block) ?? [], section.entity);
    } else {
      const own = subjects.get(block);
      if (block.kind === 'paragraph') leadIn = undefined;
      else if (
        previous?.kind === 'paragraph' &&
        /:\s*$/.test(marked.masked.slice(previous.start, previous.end))
      ) {
        leadIn = context.antecedent;
      }
      const tokens = tokensOf(block);
      const subject =
        section.entity ?? (block.kind === 'item' ? leadIn : undefined);
      const ofList =
        block.kind === 'item' && verbOfList && block !== verbOfList.block
          ? verbOfList
          : undefined;
      if (ofList && readListed(context, ofList, tokens)) {
        previous = block;
        continue;
      }
      readBlock(context, tokens, own, subject);
      const opened = openSentence(
        context,
        block,
        tokens,
        own?.entity ?? subject,
      );
      if (opened || block.kind === 'paragraph') verbOfList = opened;
    }
    previous = block;
  }
  for (const task of tasks) task();
  for (const task of context.later) task();

  return toExtraction(context, {
    language,
    system: systemOf(marked, context),
  });
}

/** "The gateway routes to:": what is listed below are the objects. */
interface OpenSentence {
  block: Block;
  tokens: readonly Token[];
  subject?: Entity;
}

const MAX_LISTED = 8;

/** The last sentence of a block, where it ends with a verb, a preposition and a colon. */
function openSentence(
  { grammar, names }: ProseContext,
  block: Block,
  tokens: readonly Token[],
  subject: Entity | undefined,
): OpenSentence | undefined {
  if (tokens[tokens.length - 1]?.text !== ':') return undefined;
  const sentences = sentencesOf(tokens.slice(0, -1));
  const last = sentences[sentences.length - 1] ?? [];
  const isVerb = verbReader(last, grammar, names);
  const verb =
    last.length - 1 - [...last.keys()].reverse().findIndex(i => isVerb(i));
  const reading = isVerb(verb);
  const isOpen =
    reading !== undefined &&
    /^(?:use|send|receive|store|have|serve)$/.test(reading.class) &&
    last.length - verb <= 4 &&
    last
      .slice(verb + 1)
      .every(
        ({ low }) =>
          grammar.roles.has(low) ||
          grammar.determiners.has(low) ||
          /^(?:following|siguientes?|services?|servicios?|components?|componentes?|traffic|trafico|requests|peticiones)$/.test(
            low,
          ),
      );
  return isOpen ? { block, tokens: last, subject } : undefined;
}

/** Reads a short item as the object of the sentence that opened its list. */
function readListed(
  context: ProseContext,
  { tokens, subject }: OpenSentence,
  item: readonly Token[],
): boolean {
  const lead = leadOf(item);
  const listed = lead?.isLabel ? lead.tokens : item;
  const isVerb = verbReader(listed, context.grammar, context.names);
  if (
    !listed.length ||
    listed.length > MAX_LISTED ||
    listed.some((_, i) => isVerb(i)?.form === 'finite')
  ) {
    return false;
  }
  readSentence(context, [...tokens, ...listed], {
    entity: subject,
    range: { start: item[0].start, end: item[item.length - 1].end },
  });
  return lead === undefined;
}

interface Lead {
  tokens: Token[];
  bodyStart: number;
  /** Ends with a colon or a dash, so that what follows is about it. */
  isLabel: boolean;
}

const LAYER = /^(?:module|pipeline)$/;

/** "### Ingestion" over a list of services: it groups parts and is none. */
function dropGroupHeadings(
  blocks: readonly Block[],
  subjects: Map<Block, { entity?: Entity; bodyStart: number }>,
): void {
  blocks.forEach((block, i) => {
    const own = subjects.get(block);
    const entity = block.kind === 'heading' ? own?.entity : undefined;
    if (!own || !entity || (entity.noun && !LAYER.test(entity.noun.family))) {
      return;
    }
    const end = blocks.findIndex(
      (other, j) => j > i && other.kind === 'heading',
    );
    const parts = blocks
      .slice(i + 1, end < 0 ? undefined : end)
      .filter(
        other =>
          other.kind === 'item' &&
          subjects.get(other)?.entity?.kind === 'component',
      );
    const isGroup =
      parts.length > 1 || (parts.length === 1 && entity.noun !== undefined);
    if (!isGroup || entity.ranges.length > 1) return;
    own.entity = undefined;
    entity.defined = false;
    entity.ranges = [];
  });
}

/** The first title, in lower case. */
function titleOf(
  blocks: readonly Block[],
  tokensOf: (range: Range) => Token[],
): string {
  const title = blocks.find(
    block => block.kind === 'heading' && block.level === 1,
  );
  return title
    ? tokensOf(title)
        .map(({ low }) => low)
        .join(' ')
    : '';
}

/** Takes from a label how its part is spoken of elsewhere, and from what follows which product it is. */
function learnLabel(
  { commonNames }: ProseContext,
  entity: Entity,
  { tokens: words, bodyStart }: Lead,
  tokens: readonly Token[],
): void {
  const open = words.findIndex(({ text }) => text === '(');
  const [word, ...others] = open > 0 ? words.slice(0, open) : words;
  if (!others.length && !word.capital && entity.name === word.text) {
    commonNames.set(word.low, 'proper');
  }
  // "Database: DynamoDB"
  const body = tokens.findIndex(({ start }) => start >= bodyStart);
  const tech = body > 0 ? technologyTrie.longest(tokens, body) : undefined;
  if (
    tech &&
    entity.generic &&
    entity.kind === 'resource' &&
    entity.noun &&
    isSameThing(entity.noun, tech.value)
  ) {
    entity.product ??= tech.value;
  }
}

/** "cuentas", "**sitters**": in a list of services. */
function isShortName({ grammar }: ProseContext, { tokens }: Lead): boolean {
  const open = tokens.findIndex(({ text }) => text === '(');
  const words = open > 0 ? tokens.slice(0, open) : tokens;
  // others are read as noun phrases
  const isPlain = words.every(
    (_, i) =>
      !technologyTrie.longest(words, i) &&
      !nounTries[grammar.language].longest(words, i),
  );
  return words.length <= 3 && isPlain;
}

/** "Authentication: uses Keycloak": what a label is about, where it is no part. */
const CONCERN =
  /(?:tion|ity|ment|cion|dad|miento|ance|ability|ncia)$|^(?:monitoring|logging|tracing|caching|hosting|testing|networking|routing|balancing|logs|metrics|alerts|ci|cd|dns|tls|ssl|secrets|pagos|registro|trazas|metricas|alertas)$/;

/** "Branch desk: an Angular app": what follows a label tells that it names a part. */
function namesPart(
  { grammar }: ProseContext,
  { tokens: words, bodyStart }: Lead,
  tokens: readonly Token[],
): boolean {
  if (words.length > 4 || isNoPart(words, grammar)) return false;
  const body = tokens.filter(({ start }) => start >= bodyStart);
  if (!body.length) return false;
  const clauses = { tokens: body, grammar, isVerb: verbReader(body, grammar) };
  if (isDescribed(clauses)) return true;
  if (words.some(({ low }) => CONCERN.test(low))) return false;
  // "`edge-api`: Envoy": an identifier, and what it is made with
  const isId = words.length === 1 && /[-_]/.test(words[0].text);
  if (isId && technologyTrie.longest(body, 0)) return true;
  return describesPart(clauses);
}

/** "**Catalog** keeps the products": in a list of components. */
function boldSubject(
  { grammar, names }: ProseContext,
  tokens: readonly Token[],
): Lead | undefined {
  const end = tokens.findIndex(({ strong }) => !strong);
  if (end < 1 || end > 4 || !tokens[0].strong) return undefined;
  const isVerb = verbReader(tokens, grammar, names);
  return isVerb(end)?.form === 'finite'
    ? {
        tokens: tokens.slice(0, end),
        bodyStart: tokens[end].start,
        isLabel: true,
      }
    : undefined;
}

const isBold = ({ strong, isWord }: Token): boolean => strong || !isWord;

/** "Orders API:", "**Billing** —", "Gateway (NGINX) -" at the start of a block. */
function leadOf(tokens: readonly Token[]): Lead | undefined {
  for (let i = 1; i < Math.min(tokens.length, 14); i++) {
    const { text } = tokens[i];
    const isDash = /^[-–—]$/.test(text) && !tokens[i].glued;
    // "**Billing.** A Go service …"
    const isBoldStop =
      text === '.' && tokens[0].strong && tokens.slice(0, i).every(isBold);
    if (text === ':' || isDash || isBoldStop) {
      const lead = tokens.slice(0, i);
      if (lead.some(token => /^[,;.!?]$/.test(token.text) || isArrow(token)))
        return undefined;
      // "[App Services - Web Apps]" is one name
      if (isDash && tokens[i - 1].strong && tokens[i + 1]?.strong) continue;
      return { tokens: lead, bodyStart: tokens[i].end, isLabel: true };
    }
  }
  return undefined;
}

function readBlock(
  context: ProseContext,
  tokens: readonly Token[],
  own: { entity?: Entity; bodyStart: number } | undefined,
  section: Entity | undefined,
): void {
  let body = tokens;
  let subject = section;
  if (own?.entity) {
    body = tokens.filter(({ start }) => start >= own.bodyStart);
    subject = own.entity;
    const { start, end } = body.length
      ? { start: body[0].start, end: body[body.length - 1].end }
      : { start: 0, end: 0 };
    if (end > start) own.entity.description ??= context.quote({ start, end });
    context.focus =
      own.entity.kind === 'component' && !own.entity.type.startsWith('external')
        ? own.entity
        : context.focus;
  }
  for (const sentence of sentencesOf(body)) {
    if (readArrows(context, sentence)) continue;
    const read = () => readSentence(context, sentence, { entity: subject });
    // what is said of everything is read when everything is known
    if (isOfEverything(sentence)) context.later.push(read);
    else read();
  }
}
