import { findTechnology, fold } from '../../vocabulary';
import type { ProseContext } from './context';
import type { Block, MarkedText } from './markdown';

const NOT_A_NAME =
  /\b(?:architecture|architectural|arquitectura|overview|readme|introduction|introduccion|resumen|summary|design|diseno|documentation|documentacion|mvp|proyecto|project|guide|guia|tutorial|microservices?|microservicios?|example|ejemplo|demo|system|sistema|infrastructure|infraestructura|backend|frontend|api|technical|tecnica|tecnico|diagram|diagrama|deployment|despliegue|services?|servicios?|components?|componentes?|building blocks?|workflow|tagline|table of contents|indice|descripcion|description|case study|aws|azure|google cloud|gcp|kubernetes|terraform|scenario|solution|reference|how|what|why|requirements|requisitos)\b/;
const SYSTEM_NOUN =
  /\b(?:system|platform|app|application|solution|demo|project|product|shop|store|marketplace|portal|site|website|sistema|plataforma|aplicacion|app|solucion|proyecto|producto|tienda|sitio|web|software|suite|e-commerce|ecommerce|tool|herramienta|saas)\b/;
const IS_SYSTEM =
  /^(?:The |El |La )?(\p{Lu}[\p{L}\p{N}.&-]*(?: (?:de |del |la )?\p{Lu}[\p{L}\p{N}.&-]*){0,3}) +(?:is|es) +(?:an?|the|una?|el|la|composed|built|decomposed|made|compuest[oa]|una) ?([^.\n]{0,200})/u;
const COMPOSED =
  /^(?:The |El |La )?(\p{Lu}[\p{L}\p{N}.&-]*(?: \p{Lu}[\p{L}\p{N}.&-]*){0,3}) +(?:is (?:composed|made up|decomposed|split|divided)|consists|comprises|esta (?:compuest|formad|dividid)|se compone|consta|consiste)/u;
const LEAD =
  /^(?:An?|Our|The|Una?|Nuestr[oa]|El|La)\s+([\p{L}-]+(?: [\p{L}-]+){0,4}):\s/u;

/** Two to four words written as a name, and the word behind them. */
const ACTOR =
  /^(?:The |El |La )?(\p{Lu}[\p{L}\p{N}]+(?: (?:de |del |de la |of )?\p{Lu}[\p{L}\p{N}]+){1,3}) (\p{Ll}+)/u;

const stripAccents = (value: string) =>
  value
    .normalize('NFC')
    .replace(/[áéíóú]/g, letter => 'aeiou'['áéíóú'.indexOf(letter)]);

/** The system's name: from the title, or from a sentence that says what the whole is. */
export function systemOf(
  text: MarkedText,
  context: ProseContext,
): { name: string; description?: string } | undefined {
  const read = ({ start, end }: Block) =>
    text.masked
      .slice(start, Math.min(end, start + 400))
      .replace(/\s+/g, ' ')
      .trim();
  const title = text.blocks.find(
    block => block.kind === 'heading' && block.level === 1,
  );
  const fromTitle = title ? nameInTitle(read(title)) : undefined;
  const paragraphs = text.blocks
    .filter(({ kind }) => kind === 'paragraph')
    .slice(0, 12);
  let described: { name: string; description: string } | undefined;
  for (const block of paragraphs) {
    const said = read(block);
    const plain = stripAccents(said);
    const match = IS_SYSTEM.exec(plain) ?? COMPOSED.exec(plain);
    if (!match) continue;
    const name = said.slice(
      plain.indexOf(match[1]),
      plain.indexOf(match[1]) + match[1].length,
    );
    const isComposed = COMPOSED.test(plain);
    const known = context.entities.named(name);
    if (known?.involved && known.kind && !isComposed) continue;
    if (NOT_A_NAME.test(fold(name)) && !isComposed) continue;
    if (NOT_A_NAME.test(fold(name)) && name.split(' ').length === 1) continue;
    if (!isComposed && !SYSTEM_NOUN.test(fold(match[2] ?? ''))) continue;
    described = { name, description: firstSentence(said) };
    break;
  }
  if (fromTitle) {
    // "Fleet Tracker" looks like a tracker, but it is the whole
    const entity = context.entities.named(fromTitle);
    const isUsed = [...context.relations.values()].some(
      ({ from, to }) => from === entity || to === entity,
    );
    if (entity && !isUsed && !entity.product) entity.ranges = [];
    return {
      name: fromTitle,
      ...(described ? { description: described.description } : {}),
    };
  }
  const [first] = paragraphs;
  if (described) return described;
  const actor = first && nameOfActor(read(first), context);
  if (actor && text.blocks[0] === first) return actor;
  const lead = first && LEAD.exec(read(first));
  const isSentence = lead?.[1]
    .split(' ')
    .some(word =>
      context.grammar.verbs
        .get(fold(word))
        ?.some(({ form, class: verb }) => form === 'finite' && verb !== 'none'),
    );
  if (lead && !isSentence && text.blocks[0] === first) {
    const name = lead[1].trim();
    if (!context.entities.named(name)?.defined) {
      return { name: name.charAt(0).toUpperCase() + name.slice(1) };
    }
  }
  return undefined;
}

/** "Fleet Monitoring watches 400 vans.": a proper name that acts first and is no part is the whole. */
function nameOfActor(
  text: string,
  { grammar, entities }: ProseContext,
): { name: string; description: string } | undefined {
  const match = ACTOR.exec(text);
  if (!match) return undefined;
  const [, name, verb] = match;
  const isVerb = grammar.verbs
    .get(fold(verb))
    ?.some(({ form }) => form === 'finite');
  const known = entities.named(name);
  if (
    !isVerb ||
    findTechnology(name) ||
    (known && (known.involved || known.defined)) ||
    NOT_A_NAME.test(fold(name))
  ) {
    return undefined;
  }
  return { name, description: firstSentence(text) };
}

function firstSentence(text: string): string {
  return (/^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text).slice(0, 500);
}

function nameInTitle(title: string): string | undefined {
  const [name] = title.split(/\s[-–—|]\s|:\s/);
  // the record of a decision, a ticket or a request for comments
  if (/^[A-Z]{2,6}[- ]?\d+$/.test(name.trim())) return undefined;
  const words = name.trim().split(' ');
  if (!name || words.length > 4 || NOT_A_NAME.test(fold(name)))
    return undefined;
  const isProper = words.every(
    word =>
      /^[\p{Lu}\p{N}]/u.test(word) || /^(?:de|del|la|of|the|and|y)$/.test(word),
  );
  const isId = words.length === 1 && /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name);
  return isProper || isId ? name.trim() : undefined;
}
