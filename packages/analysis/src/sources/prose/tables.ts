import { fold, type Technology } from '../../vocabulary';
import type { ProseContext } from './context';
import { isMessaging, isPassive, type Entity } from './entities';
import type { Cell, Range } from './markdown';
import { isNoPart } from './introduce/name';
import { technologyTrie } from './matcher';
import { phrasesOf } from './phrases';
import { addTechnology, resolve } from './resolve';
import { defineWhole } from './structure';
import type { Token } from './tokens';
import { verbReader } from './verbs';

type Column =
  | 'name'
  | 'made'
  | 'store'
  | 'uses'
  | 'publishes'
  | 'consumes'
  | 'text'
  | 'type'
  | 'other';

/** How a heading of a column, or the key of a row, is understood; the first that fits. */
const COLUMNS: Array<[Column, RegExp]> = [
  [
    'publishes',
    /(?:event|message|topic|mensaje|evento).*(?:publish|emit|produc|sent|public|emit|envi)|^(?:publishes|produces|emits|publica|emite|produce)|(?:publi[cs]|emiti|emitted|produced)\w* .*(?:event|message|mensaje)/,
  ],
  [
    'consumes',
    /(?:event|message|topic|mensaje|evento).*(?:handl|consum|subscri|listen|receiv|escuch|suscri|recib)|^(?:subscribes|handles events|consumes events|escucha|se suscribe)|(?:consumed|handled|received) .*(?:event|message)/,
  ],
  [
    'uses',
    /depend|^uses?\b|comunica con|communicates? with|^downstream|^se conecta|^calls|^talks? to|^reads? from|^writes? to|^needs|^requires|^habla con|^lee de|^escribe en|^necesita|^connects|^conecta|integra|upstream|^usa\b|^utiliza|^consume|external service|servicios? externos?|^llama|relaciones|interact/,
  ],
  [
    'store',
    /database|base de datos|bases de datos|storage|data ?store|^store|persist|almacen|^bd$|^db$|^cache$|^datos$|^queue|^broker|mensajeria|messaging/,
  ],
  [
    'made',
    /tech|language|lenguaje|tecnolog|stack|framework|implementa|runtime|image/,
  ],
  [
    'text',
    /descri|respons|purpose|proposito|funcion|^role|^rol|detalle|communicat|comunica|what it (?:does|is)|que (?:hace|es)|objetivo/,
  ],
  ['type', /^type|^tipo/],
];
const NAME_COLUMN =
  /^(?:(?:micro)?services?(?: name)?|parts?|partes?|pieces?|piezas?|components?|componentes?|(?:micro)?servicios?|names?|nombres?|modules?|modulos?|applications?|apps?|aplicacion(?:es)?|containers?|contenedor(?:es)?|elements?|elementos?|resources?|recursos?|systems?|nodes?|nodos?|projects?|proyectos?|azure service|aws service|producto|product|bloque|building block)(?:\s.*)?$/;
const KEY_COLUMN =
  /^(?:aspect|aspecto|dato|detail|detalle|concepto|topic|tema|property|propiedad|attribute|atributo|field|campo|key|clave|item|caracteristica|)$/;

export interface TableBlock {
  header: Cell[];
  rows: Cell[][];
}

export interface TableReader {
  context: ProseContext;
  tokens(range: Range): Token[];
  sentences(range: Range, subject: Entity): void;
  /** Runs after the whole text was read. */
  later(task: () => void): void;
}

function headings(reader: TableReader, table: TableBlock): string[] {
  return table.header.map(cell =>
    reader
      .tokens(cell)
      .filter(({ isWord }) => isWord)
      .map(({ low }) => fold(low))
      .join(' '),
  );
}

function columnOf(title: string): Column {
  return COLUMNS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}

/** Index of the column that names building blocks, or -1. */
function nameColumn(titles: readonly string[]): number {
  const index = titles.findIndex(title => NAME_COLUMN.test(title));
  if (index < 0 || titles.length < 2) return -1;
  return titles.some(
    (title, i) => i !== index && columnOf(title) !== 'other',
  ) || index === 0
    ? index
    : -1;
}

/** First pass: rows define building blocks. Returns the entity of each row. */
export function defineRows(
  reader: TableReader,
  table: TableBlock,
): Array<Entity | undefined> {
  const titles = headings(reader, table);
  const index = nameColumn(titles);
  if (index < 0) return [];
  const madeIndex = titles.findIndex(title => columnOf(title) === 'made');
  const hasFacts = titles.some(title =>
    ['made', 'store', 'uses', 'text'].includes(columnOf(title)),
  );
  return table.rows.map(row => {
    const cell = row[index];
    if (!cell || cell.end <= cell.start) return undefined;
    const known =
      madeIndex >= 0 && row[madeIndex]
        ? entityIn(reader, row[madeIndex])
        : undefined;
    const tokens = reader.tokens(cell);
    const entity = defineWhole(reader.context, tokens, { anyName: false });
    if (!entity && known) {
      // "Notifications | a mail service": the second cell says what it is
      known.defined = true;
      known.ranges.push(cell);
      return known;
    }
    const named =
      entity ??
      (hasFacts
        ? defineWhole(reader.context, tokens, { anyName: true })
        : undefined);
    const [word, ...others] = tokens;
    if (named && !others.length && !word.capital && !named.noun) {
      reader.context.commonNames.set(word.low, 'proper');
    }
    return named;
  });
}

function entityIn(reader: TableReader, cell: Cell): Entity | undefined {
  const { context } = reader;
  const tokens = reader.tokens(cell);
  const [phrase] = phrasesOf(
    tokens,
    context.grammar,
    () => undefined,
    context.names,
    context.shortNames,
  );
  if (!phrase?.noun || phrase.isProduct || phrase.from !== 0) return undefined;
  return resolve(phrase, context.entities, { create: false, sentence: [] })
    .entities[0];
}

/** Second pass: the other cells say what the row's entity is made of and uses. */
export function readTable(
  reader: TableReader,
  table: TableBlock,
  rows: ReadonlyArray<Entity | undefined>,
  section: Entity | undefined,
): void {
  const titles = headings(reader, table);
  if (table.header.length === 2 && KEY_COLUMN.test(titles[0])) {
    if (!section) return;
    for (const [key, value] of table.rows) {
      if (!key || !value) continue;
      const title = reader
        .tokens(key)
        .filter(({ isWord }) => isWord)
        .map(({ low }) => low)
        .join(' ');
      readCell(reader, columnOf(title), value, section);
    }
    return;
  }
  table.rows.forEach((row, i) => {
    const entity = rows[i];
    if (!entity) return;
    row.forEach((cell, column) => {
      if (column === nameColumn(titles)) return;
      readCell(reader, columnOf(titles[column] ?? ''), cell, entity);
    });
  });
}

const isStore = ({ kind, type }: Technology): boolean =>
  kind === 'resource' &&
  /^(?:database|cache|search-engine|message-broker|storage)$/.test(type);

function readCell(
  reader: TableReader,
  column: Column,
  cell: Cell,
  entity: Entity,
): void {
  const { context } = reader;
  if (cell.end <= cell.start) return;
  const tokens = reader.tokens(cell);
  if (!tokens.some(({ isWord }) => isWord)) return;
  if (column === 'text') {
    entity.description ??= context.quote({
      start: cell.start,
      end: cell.start + 300 < cell.end ? cell.start + 300 : cell.end,
    });
    reader.sentences(cell, entity);
    return;
  }
  if (column === 'publishes' || column === 'consumes') {
    if (/^(?:-|none|ninguno|n\/a)$/i.test(context.quote(cell))) return;
    reader.later(() => {
      const brokers = context.entities.all.filter(
        other => isMessaging(other) && other.involved,
      );
      if (brokers.length !== 1) return;
      context.relate(
        entity,
        brokers[0],
        cell,
        0.8,
        context.grammar.notes.onlyChannel(column, brokers[0].name),
      );
    });
    return;
  }
  if (column === 'other' || column === 'type') return;
  const isNegative =
    context.grammar.without.has(tokens[0].low) ||
    context.grammar.negations.has(tokens[0].low);
  if (isNegative) return;
  const alternative = context.grammar.alternatives.exec(
    tokens.map(({ low }) => low).join(' '),
  );
  const limit = alternative
    ? tokens
        .map(({ low }) => low)
        .join(' ')
        .slice(0, alternative.index)
        .split(' ')
        .filter(Boolean).length
    : tokens.length;
  const usable = tokens.slice(0, limit);
  const phrases = phrasesOf(
    usable,
    context.grammar,
    verbReader(usable, context.grammar),
    context.names,
    context.shortNames,
  );
  if (column === 'made') {
    for (const phrase of phrases) {
      const { made, product, isProduct } = phrase;
      if (isExample(usable, phrases, reader)) break;
      for (const name of made) addTechnology(entity, name);
      if (made.length && entity.kind === 'resource' && !entity.product) {
        // a "document store" that is written in Go
        entity.kind = 'component';
        entity.type = 'service';
      }
      if (!isProduct || !product) continue;
      if (product === entity.product) continue;
      if (entity.kind === 'component' && isStore(product)) {
        // "Drupal 10, MySQL"
        const { entities } = resolve(phrase, context.entities, {
          create: true,
          sentence: [],
        });
        for (const store of entities) context.relate(entity, store, cell, 0.7);
        continue;
      }
      if (entity.kind === product.kind && isPassive(entity))
        entity.product ??= product;
      addTechnology(entity, product.name);
    }
    return;
  }
  readUses(reader, column, cell, usable, entity);
}

function isExample(
  tokens: readonly Token[],
  phrases: ReadonlyArray<{ from: number }>,
  { context }: TableReader,
): boolean {
  const text = tokens
    .slice(0, phrases[0]?.from ?? 0)
    .map(({ low }) => low)
    .join(' ');
  return context.grammar.examples.test(text);
}

/** "Matomo", "the Notify API": names of no known product, where a column says that all of them are used. */
function relateUnknown(
  { context }: TableReader,
  cell: Cell,
  tokens: readonly Token[],
  phrases: ReadonlyArray<{ from: number; to: number }>,
  entity: Entity,
): void {
  for (let from = 0; from < tokens.length; from++) {
    let to = from;
    while (to < tokens.length && !/^(?:[,;/]|and|y|e)$/.test(tokens[to].low)) {
      to++;
    }
    const words = tokens.slice(from, to);
    const isFree =
      words.length > 0 &&
      words.length < 4 &&
      words.every(word => word.isWord && (word.capital || word.code)) &&
      !phrases.some(phrase => phrase.from < to && phrase.to > from) &&
      words.every((_, i) => !technologyTrie.longest(words, i)) &&
      !/^(?:REST|HTTPS?|gRPC|SOAP|AMQP|MQTT|TCP|UDP|SQL|JSON|XML|None|Ninguno|No|Todos|All)$/i.test(
        words[0].text,
      ) &&
      !isNoPart(words, context.grammar);
    if (isFree) {
      const name = words.map(({ text }) => text).join(' ');
      const known = context.entities.named(name);
      const other =
        known ??
        context.entities.create({
          name,
          kind: 'component',
          type: words[0].code ? 'service' : 'external-service',
          modifiers: '',
          generic: false,
          confidence: 0.7,
        });
      other.ranges.push({
        start: words[0].start,
        end: words[words.length - 1].end,
      });
      context.names.add(name, other);
      context.relate(entity, other, cell, 0.8);
    }
    from = to;
  }
}

function readUses(
  reader: TableReader,
  column: Column,
  cell: Cell,
  tokens: readonly Token[],
  entity: Entity,
): void {
  const { context } = reader;
  if (column === 'store') {
    // `orders` (PostgreSQL): a database with a name of its own
    for (let i = 0; i < tokens.length; i++) {
      if (!tokens[i].code || tokens[i - 1]?.code) continue;
      const name = tokens[i].text;
      const open = tokens[i + 1]?.text === '(';
      const close = open
        ? tokens.findIndex((token, j) => j > i && token.text === ')')
        : -1;
      const inside = close > 0 ? tokens.slice(i + 2, close) : [];
      const [phrase] = phrasesOf(
        inside,
        context.grammar,
        () => undefined,
        context.names,
      );
      const hasNoun =
        /(?:db|database|store|cache|queue|bucket|bd|index)$/i.test(name);
      const full = hasNoun ? name : `${name} database`;
      const product = phrase?.isProduct ? phrase.product : undefined;
      const known = context.entities.named(full);
      const store =
        known ??
        context.entities.create({
          name: full,
          kind: 'resource',
          type: product?.type ?? 'database',
          modifiers: '',
          product,
          generic: false,
          confidence: 0.9,
        });
      store.ranges.push({ start: tokens[i].start, end: tokens[i].end });
      store.defined = true;
      context.relate(entity, store, cell, 0.95);
    }
    if (tokens.some(({ code }) => code)) return;
  }
  const isVerb = verbReader(tokens, context.grammar, context.names);
  const phrases = phrasesOf(
    tokens,
    context.grammar,
    // `notify`, where that is the name of a row
    i => (context.names.longest(tokens, i) ? undefined : isVerb(i)),
    context.names,
    context.shortNames,
  );
  if (column === 'uses') relateUnknown(reader, cell, tokens, phrases, entity);
  for (const phrase of phrases) {
    const { entities } = resolve(phrase, context.entities, {
      create:
        column === 'store'
          ? Boolean(
              phrase.isProduct ||
                phrase.modifiers ||
                phrase.noun?.bare === 'element',
            )
          : true,
      sentence: [],
    });
    const open = tokens[phrase.from - 1]?.text === '(';
    for (const other of entities) {
      if (
        open &&
        other.product &&
        isPassive(other) &&
        column === 'store' &&
        phrase.from > 1
      )
        continue;
      context.relate(entity, other, cell, 0.9);
    }
  }
}
