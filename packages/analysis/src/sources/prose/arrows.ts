import type { ProseContext } from './context';
import { isPassive, type Entity } from './entities';
import { phrasesOf } from './phrases';
import { resolve } from './resolve';
import { defineWhole } from './structure';
import type { Token } from './tokens';
import { verbReader } from './verbs';

const ARROW = /^(?:→|➡|⇒|⟶|➔|[-=]{1,3}>)$/;
const DOUBLE = /^(?:↔|⇄|⟷|<[-=]{1,3}>)$/;
const RESPONSE = /^(?:respon[sd]|respuesta|devuelve|returns?|reply|retorna)/;

export const isArrow = ({ text }: Token) =>
  ARROW.test(text) || DOUBLE.test(text);

/** Makes parts of what stands in bold type on either side of an arrow: "**Editor** (Svelte) → **Recipes**: …". */
export function defineArrowEnds(
  context: ProseContext,
  tokens: readonly Token[],
): void {
  // bold over the whole way says nothing of its ends
  if (tokens.some(token => isArrow(token) && token.strong)) return;
  const lastArrow = tokens.map(isArrow).lastIndexOf(true);
  let start = 0;
  for (let i = 0; i <= tokens.length; i++) {
    const isEnd =
      i === tokens.length || (i > lastArrow && tokens[i].text === ':');
    if (!isEnd && !isArrow(tokens[i])) continue;
    const end = tokens.slice(start, i);
    const open = end.findIndex(({ text }) => text === '(');
    const name = open > 0 ? end.slice(0, open) : end;
    const isName =
      name.length > 0 &&
      name.length <= 4 &&
      name.every(
        ({ strong, code, isWord, parts, capital }) =>
          isWord && strong && (code ? parts.length > 1 : capital),
      );
    const entity =
      isName && defineWhole(context, end, { anyName: true, strong: true });
    if (entity) entity.introduced = true;
    if (isEnd) return;
    start = i + 1;
  }
}

/** Reads "A → B → C: what happens". Returns false for a sentence that has no arrow. */
export function readArrows(
  context: ProseContext,
  tokens: readonly Token[],
): boolean {
  if (!tokens.some(isArrow)) return false;
  const colon = tokens.findIndex(({ text }) => text === ':');
  const lastArrow = tokens.map(isArrow).lastIndexOf(true);
  const end = colon > lastArrow ? colon : tokens.length;
  const told = tokens.slice(end + 1);
  if (told.some(({ low }, i) => i < 3 && RESPONSE.test(low))) return true;
  const range = { start: tokens[0].start, end: tokens[end - 1].end };

  let left: { entities: Entity[]; isGroup: boolean } | undefined;
  let arrow: Token | undefined;
  let start = 0;
  for (let i = 0; i <= end; i++) {
    if (i < end && !isArrow(tokens[i])) continue;
    const right = side(context, tokens.slice(start, i), i < end);
    if (left && arrow) {
      for (const a of left.entities) {
        for (const b of right.entities) {
          if (a === b || (left.isGroup && right.isGroup)) continue;
          if (DOUBLE.test(arrow.text) && isPassive(a) && !isPassive(b))
            context.relate(b, a, range, 0.9);
          else
            context.relate(
              a,
              b,
              range,
              left.isGroup || right.isGroup ? 0.7 : 0.95,
            );
        }
      }
    }
    left = right;
    arrow = tokens[i];
    start = i + 1;
  }
  return true;
}

function side(
  context: ProseContext,
  tokens: readonly Token[],
  before: boolean,
): { entities: Entity[]; isGroup: boolean } {
  const { grammar, names, entities } = context;
  const phrases = phrasesOf(
    tokens,
    grammar,
    verbReader(tokens, grammar),
    names,
    context.shortNames,
  ).filter(({ noun, isProduct, entity }) => noun || isProduct || entity);
  // the words next to the arrow are meant; "(B)" explains
  const phrase = before ? phrases[0] : phrases[0];
  if (!phrase) return { entities: [], isGroup: false };
  const isBareService =
    phrase.noun?.bare === 'anaphor' &&
    !phrase.modifiers &&
    !phrase.entity &&
    !phrase.isProduct;
  const meaning = resolve(
    isBareService && ['service', 'module'].includes(phrase.noun!.family)
      ? { ...phrase, determiner: 'quantified' }
      : phrase,
    entities,
    { create: !isBareService, sentence: [] },
  );
  if (isBareService && !meaning.isGroup)
    return { entities: [], isGroup: false };
  const isGenericStore =
    phrase.noun?.kind === 'resource' &&
    !phrase.modifiers &&
    !phrase.isProduct &&
    !phrase.entity;
  if (isGenericStore) {
    const many = entities.all.filter(
      entity => entity.type === phrase.noun!.type,
    ).length;
    if (many > 1) return { entities: [], isGroup: false };
  }
  return meaning;
}
