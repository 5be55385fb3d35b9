import { isArrow } from './arrows';
import type { ProseContext } from './context';
import type { Entity } from './entities';
import { actsAsPart, isDefinedAsPart, isDescribed } from './introduce/evidence';
import { isNoPart } from './introduce/name';
import { nounTries, technologyTrie } from './matcher';
import { isSameThing } from './phrases/sameThing';
import type { Token } from './tokens';
import { verbReader } from './verbs';

/** What a block begins with and is about. */
export interface Lead {
  tokens: Token[];
  bodyStart: number;
  /** Ends with a colon or a dash, so that what follows is about it. */
  isLabel: boolean;
}

/** Takes from a label how its part is spoken of elsewhere, and from what follows which product it is. */
export function learnLabel(
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
export function isShortName(
  { grammar }: ProseContext,
  { tokens }: Lead,
): boolean {
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
export function namesPart(
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
  const isMarked = words[0].strong || words[0].code;
  if (isMarked && isDefinedAsPart(clauses)) return true;
  // "`edge-api`: Envoy": an identifier, and what it is made with
  const isId = words.length === 1 && /[-_]/.test(words[0].text);
  if (isId && technologyTrie.longest(body, 0)) return true;
  return actsAsPart(clauses);
}

/** "A Cloud Function that …", "App Android que …": words that say what something is, no order and no deed. */
export function startsWithNoun(
  { grammar, names }: ProseContext,
  tokens: readonly Token[],
): boolean {
  const isVerb = verbReader(tokens, grammar, names);
  return (
    tokens.length > 1 &&
    ![0, 1, 2].some(i => /^(?:finite|infinitive)$/.test(isVerb(i)?.form ?? ''))
  );
}

/** "**Catalog** keeps the products": in a list of components. */
export function boldSubject(
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
export function leadOf(tokens: readonly Token[]): Lead | undefined {
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
