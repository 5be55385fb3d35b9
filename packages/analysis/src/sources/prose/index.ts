import type { Extraction, SourceText } from '../../source';
import { fold } from '../../vocabulary';
import { defineArrowEnds, isArrow, readArrows } from './arrows';
import { ProseContext } from './context';
import { Entities, type Entity } from './entities';
import { digressionsOf } from './digressions';
import { english } from './en';
import { introduce } from './introduce';
import { spanish } from './es';
import { dropGroupHeadings, titleOf } from './headings';
import { languageOf } from './language';
import {
  boldSubject,
  isShortName,
  leadOf,
  learnLabel,
  namesPart,
  startsWithNoun,
} from './lead';
import {
  defineOwner,
  listingOf,
  listsLibraries,
  ownersOf,
  readDependency,
  readListingLabel,
  type Listing,
} from './listings';
import { openSentence, readListed, type OpenSentence } from './lists';
import { readMarkdown, type Block, type Range } from './markdown';
import { WordTrie } from './matcher';
import { isOwnPart, isUsedPart, parentsOf } from './nesting';
import { toExtraction } from './output';
import { readSentence } from './sentence';
import { isOfEverything } from './sentence/everything';
import { defineWhole } from './structure';
import { systemOf } from './system';
import { defineRows, readTable, type TableReader } from './tables';
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
  // "## Dependencies": what it lists are parts, whatever they are called
  let listing: Listing | undefined;
  const owners = ownersOf(marked);
  const parents = parentsOf(marked.blocks);
  const entityAbove = (block: Block) => {
    const parent = parents.get(block);
    const entity = parent && subjects.get(parent)?.entity;
    return isOwnPart(entity) ? entity : undefined;
  };
  const following = new Map(
    marked.blocks.map((block, i) => [block, marked.blocks[i + 1]]),
  );
  const listingAt = (heading: Block): Listing | undefined => {
    const listed = listingOf(marked.masked.slice(heading.start, heading.end));
    if (!listed) return undefined;
    const items: Token[][] = [];
    let below = following.get(heading);
    while (below?.kind === 'item') {
      items.push(tokensOf(below));
      below = following.get(below);
    }
    return listsLibraries(items) ? undefined : listed;
  };
  /** "### Ticket printer", and below it "A Cloud Function that …": the paragraph tells that the heading names a part. */
  const explained = (heading: Block): Entity | undefined => {
    const below = following.get(heading);
    if (below?.kind !== 'paragraph') return undefined;
    if (heading.kind !== 'heading' || heading.level < 2) return undefined;
    const words = tokensOf(heading);
    const body = tokensOf(below);
    const lead = { tokens: words, bodyStart: below.start, isLabel: true };
    const isTold =
      words.length > 0 &&
      startsWithNoun(context, body) &&
      namesPart(context, lead, body);
    return isTold ? defineWhole(context, words, { anyName: true }) : undefined;
  };
  const listingLabels = new Map<Block, { listing: Listing; body: Token[] }>();
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
      listing = listingAt(block);
      const owner = owners.has(block)
        ? defineOwner(context, tokens, block.level)
        : undefined;
      const entity =
        owner ??
        (block.level > 1 && !hasArrow && !listing
          ? defineWhole(context, tokens, {
              anyName:
                componentsLevel > 0 &&
                block.level > componentsLevel &&
                tokens.every(({ isWord, capital }) => isWord && capital),
            })
          : undefined);
      const told =
        entity ?? (hasArrow || listing ? undefined : explained(block));
      subjects.set(block, { entity: told, bodyStart: block.end });
      const title = tokens.map(({ low }) => low).join(' ');
      const isSection =
        COMPONENT_SECTION.test(title) &&
        !/\b(?:between|entre|communication|comunicacion|flow|flujo|interaction)\b/.test(
          title,
        );
      // the title of the whole page is no section
      if (isSection && !entity && block.level > 1)
        componentsLevel = block.level;
      else if (block.level <= componentsLevel) componentsLevel = 0;
      inComponents = isSection || componentsLevel > 0;
      continue;
    }
    if (tokens.some(isArrow)) defineArrowEnds(context, tokens);
    const lead =
      leadOf(tokens) ?? (inComponents && boldSubject(context, tokens));
    // "An online shop: …" names the whole
    if (!lead || grammar.determiners.has(tokens[0].low)) continue;
    const labelled = lead.isLabel
      ? listingOf(lead.tokens.map(({ text }) => text).join(' '))
      : undefined;
    if (labelled) {
      const body = tokens.filter(({ start }) => start >= lead.bodyStart);
      listingLabels.set(block, { listing: labelled, body });
      if (body.length) continue;
    }
    const strong = lead.tokens[0].strong;
    const entity = defineWhole(context, lead.tokens, {
      anyName:
        lead.isLabel &&
        (block.kind === 'item'
          ? (strong && (inComponents || listing !== undefined)) ||
            (listsParts && isShortName(context, lead)) ||
            (namesPart(context, lead, tokens) && !entityAbove(block))
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
  const above: Array<{ level: number; entity?: Entity }> = [];
  let leadIn: Entity | undefined;
  let verbOfList: OpenSentence | undefined;
  let previous: Block | undefined;
  for (const block of marked.blocks) {
    if (block.kind === 'heading') {
      section = { level: block.level, entity: subjects.get(block)?.entity };
      while (above.length && above[above.length - 1].level >= block.level) {
        above.pop();
      }
      listing = listingAt(block);
      if (listing) section.entity = above[above.length - 1]?.entity;
      above.push(section);
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
      const parent = entityAbove(block);
      const subject =
        parent ??
        section.entity ??
        (block.kind === 'item' ? leadIn : undefined);
      const label = listingLabels.get(block);
      if (label?.body.length) {
        readListingLabel(
          context,
          subject ?? context.focus,
          label.listing,
          label.body,
        );
        previous = block;
        continue;
      }
      const ofList =
        block.kind === 'item' && verbOfList && block !== verbOfList.block
          ? verbOfList
          : undefined;
      if (ofList && readListed(context, ofList, tokens)) {
        previous = block;
        continue;
      }
      const listed = block.kind === 'item' ? listing : undefined;
      readBlock(context, tokens, own, listed ? undefined : subject, parent);
      if (listed) {
        readDependency(context, section.entity, listed, tokens, own?.entity);
      }
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

function readBlock(
  context: ProseContext,
  tokens: readonly Token[],
  own: { entity?: Entity; bodyStart: number } | undefined,
  section: Entity | undefined,
  parent: Entity | undefined,
): void {
  let body = tokens;
  let subject = section;
  if (own?.entity) {
    body = tokens.filter(({ start }) => start >= own.bodyStart);
    // below the item of a part: what that part does with it
    const isUsed = parent !== undefined && isUsedPart(own.entity);
    subject = isUsed ? parent : own.entity;
    if (isUsed) context.relate(parent, own.entity, tokens[0], 0.8);
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
