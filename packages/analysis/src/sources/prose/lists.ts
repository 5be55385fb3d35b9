import type { ProseContext } from './context';
import type { Entity } from './entities';
import { leadOf } from './lead';
import type { Block } from './markdown';
import { readSentence } from './sentence';
import { sentencesOf, type Token } from './tokens';
import { verbReader } from './verbs';

/** "The gateway routes to:": what is listed below are the objects. */
export interface OpenSentence {
  block: Block;
  tokens: readonly Token[];
  subject?: Entity;
}

const MAX_LISTED = 8;

/** The last sentence of a block, where it ends with a verb, a preposition and a colon. */
export function openSentence(
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
export function readListed(
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
