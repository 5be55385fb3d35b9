import { fold } from '../../vocabulary';
import type { ProseContext } from './context';
import type { Entity } from './entities';
import type { Block, MarkedText, Range } from './markdown';
import { technologyTrie } from './matcher';
import { phrasesOf } from './phrases';
import { resolve } from './resolve';
import { defineWhole } from './structure';
import { sentencesOf, type Token } from './tokens';
import { verbReader } from './verbs';

/** What a list below a heading or a label says of each item: the one above uses it, or is used by it. */
export type Listing = 'used' | 'users';

const USED =
  /^(?:(?:external|internal|runtime|service|upstream|key|main|hard|soft|infrastructure) )?(?:dependenc(?:y|ies)|depends on|uses|calls|talks to|integrations?|integrates with|upstreams?|upstream services|external services|external systems|third[- ]party services|communicates with|connects to|connected to|interacts with|publishes to|subscribes to|writes to|reads from|stores (?:data )?in|persists? (?:data )?(?:in|to)|se comunica con|se conecta (?:a|con)|publica en|se suscribe a|escribe en|lee de|guarda (?:los datos )?en|dependencias(?: (?:externas|internas|de servicios))?|depende de|usa|utiliza|llama a|consume de|se integra con|integraciones|servicios externos|sistemas externos)$/;
const USERS =
  /^(?:consumers?|callers?|dependents?|used by|called by|consumed by|who (?:uses|calls) (?:it|this)|downstreams?|downstream (?:services|consumers)|consumidores|usado por|usada por|llamado por|llamada por|consumido por|quien (?:lo|la) (?:usa|llama))$/;
const MAX_LEAD = 10;

/** What the words of a heading or a label announce, if they announce a list of others. */
export function listingOf(words: string): Listing | undefined {
  const title = fold(words)
    .replace(/[^\p{L} -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (USED.test(title)) return 'used';
  return USERS.test(title) ? 'users' : undefined;
}

/** Whether a list of dependencies is one of libraries: "React", "Express". */
export function listsLibraries(
  items: ReadonlyArray<readonly Token[]>,
): boolean {
  return items.some(tokens =>
    tokens
      .slice(0, 3)
      .some(
        (_, i) =>
          technologyTrie.longest(tokens, i)?.value.role === 'implementation',
      ),
  );
}

/** The headings above which a part is named whose dependencies or users are listed below: "## payments-core". */
export function ownersOf({ blocks, masked }: MarkedText): Set<Block> {
  const owners = new Set<Block>();
  const hasParts = blocks.some(
    block =>
      block.kind === 'heading' &&
      /\b(?:components?|microservices|building blocks|componentes|microservicios|servicios|services)\b/.test(
        fold(masked.slice(block.start, block.end)),
      ) &&
      block.level > 1 &&
      !listingOf(masked.slice(block.start, block.end)),
  );
  const open: Array<Block & { kind: 'heading' }> = [];
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    while (open.length && open[open.length - 1].level >= block.level) {
      open.pop();
    }
    const above = open[open.length - 1];
    // where a page tells of its parts, its title is the whole
    const isOfPart = above && !(above.level === 1 && hasParts);
    if (isOfPart && listingOf(masked.slice(block.start, block.end))) {
      owners.add(above);
    }
    open.push(block);
  }
  return owners;
}

/** The part that a heading above such a list names: an identifier, or words with a noun that says that it is one. */
export function defineOwner(
  context: ProseContext,
  tokens: readonly Token[],
  level: number,
): Entity | undefined {
  const words = tokens.filter(({ isWord }) => isWord);
  const isId = words.length === 1 && words[0].parts.length > 1;
  if (level === 1 && !isId) {
    const last = words[words.length - 1]?.low ?? '';
    const isService =
      /^(?:service|worker|api|gateway|servicio|microservicio)$/.test(last) ||
      /^(?:servicio|microservicio|api)$/.test(words[0]?.low ?? '');
    if (!isService || words.length < 2) return undefined;
  }
  return defineWhole(context, tokens, { anyName: isId });
}

/** Relates the owner of a list with what an item names first. */
export function readDependency(
  context: ProseContext,
  owner: Entity | undefined,
  listing: Listing,
  tokens: readonly Token[],
  known: Entity | undefined,
): void {
  const named = known ?? firstNamed(context, tokens);
  if (!named) return;
  named.involved = true;
  if (!owner || named === owner) return;
  const range: Range = {
    start: tokens[0].start,
    end: tokens[tokens.length - 1].end,
  };
  if (listing === 'used') {
    context.relate(owner, named, range, 0.9);
    return;
  }
  // "the exporter reads the topic": what it says for itself counts
  const isTold = [...context.relations.values()].some(
    ({ from, ranges }) =>
      from === named &&
      ranges.some(({ start, end }) => start < range.end && end > range.start),
  );
  if (!isTold) context.relate(named, owner, range, 0.9);
}

/** "**Depends on:** A, B and C": relates the part that the label is about with all that stands behind it. */
export function readListingLabel(
  context: ProseContext,
  owner: Entity | undefined,
  listing: Listing,
  body: readonly Token[],
): void {
  const [first = []] = sentencesOf(body);
  const { grammar, names, shortNames, entities } = context;
  const isVerb = verbReader(first, grammar, names);
  const isDenied = first.some(
    ({ low }) => grammar.negations.has(low) || /^(?:ninguna?|n\/a)$/.test(low),
  );
  if (isDenied) return;
  for (const phrase of phrasesOf(first, grammar, isVerb, names, shortNames)) {
    if (phrase.made.length && !phrase.noun && !phrase.entity) continue;
    const { from, to } = phrase;
    // "(to send mail via …)" explains
    const isBehindVerb = first.slice(0, from).some((_, i) => isVerb(i));
    if (isBehindVerb) break;
    const [named] = resolve(phrase, entities, {
      create: Boolean(phrase.isProduct || phrase.modifiers),
      sentence: [],
    }).entities;
    if (!named || named === owner) continue;
    named.involved = true;
    const range = { start: first[from].start, end: first[to - 1].end };
    if (!owner) continue;
    if (listing === 'used') context.relate(owner, named, range, 0.9);
    else context.relate(named, owner, range, 0.9);
  }
}

function firstNamed(
  context: ProseContext,
  tokens: readonly Token[],
): Entity | undefined {
  const { grammar, names, shortNames, entities } = context;
  const lead = tokens.slice(0, MAX_LEAD);
  const [phrase] = phrasesOf(
    lead,
    grammar,
    verbReader(lead, grammar, names),
    names,
    shortNames,
  );
  if (!phrase || phrase.from > 3 || phrase.made.length) return undefined;
  // "a GPU with …": only what has a name
  const isName = phrase.isProduct || phrase.entity || phrase.modifiers;
  if (!isName) return undefined;
  return resolve(phrase, entities, { create: true, sentence: [] }).entities[0];
}
