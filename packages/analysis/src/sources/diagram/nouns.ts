import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import { fold } from '../../vocabulary';
import { englishNouns } from '../../vocabulary/nouns-en';
import { spanishNouns } from '../../vocabulary/nouns-es';

/** What the noun at the head of a name says. */
export interface HeadNoun {
  kind: ElementKind;
  type: string;
  /** Says nothing of what it is ("application"), so that a technology may say more. */
  generic?: boolean;
}

const LONGEST = 5;
const MAX_WORDS = 30;
/** Nouns that hold for a whole diagram or a part of one; as a node they are components. */
const byForm = (list: typeof englishNouns) => {
  const table = new Map<string, HeadNoun>();
  for (const noun of list) {
    const known: HeadNoun =
      noun.type === 'system'
        ? { kind: 'component', type: 'service', generic: true }
        : {
            kind: noun.kind,
            type: noun.type,
            generic: noun.family === 'app' || noun.family === 'module',
          };
    for (const form of noun.forms) {
      if (!table.has(form)) table.set(form, known);
    }
  }
  return table;
};
const english = byForm(englishNouns);
const spanish = byForm(spanishNouns);
/** In diagrams these stand alone, without the words that prose puts beside them. */
const ABBREVIATIONS = new Map<string, HeadNoun>(
  Object.entries({
    web: { kind: 'component', type: 'website' },
    www: { kind: 'component', type: 'website' },
    mq: { kind: 'resource', type: 'message-broker' },
    lb: { kind: 'resource', type: 'load-balancer' },
    elb: { kind: 'resource', type: 'load-balancer' },
    bd: { kind: 'resource', type: 'database' },
    schema: { kind: 'resource', type: 'database' },
    sql: { kind: 'resource', type: 'database' },
    repo: { kind: 'component', type: 'service' },
    redis: { kind: 'resource', type: 'cache' },
  }),
);

/** Singular where that is a form: `queues` and `APIs`. */
function lookUp(table: Map<string, HeadNoun>, form: string) {
  return (
    table.get(form) ??
    (form.endsWith('s') ? table.get(form.slice(0, -1)) : undefined) ??
    (form.endsWith('es') ? table.get(form.slice(0, -2)) : undefined)
  );
}

/** The noun that decides what a name means: the last in English, the first in Spanish. */
export function headNoun(name: string): HeadNoun | undefined {
  const words = fold(
    name
      .replace(/\([^()]*\)/g, ' ')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2'),
  )
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS);
  while (words.length > 1 && /^v?\d+$/.test(words[words.length - 1]))
    words.pop();
  // "Queue of orders", "API for partners": the head stands before the preposition
  const cut = words.findIndex(
    (word, i) => i > 0 && /^(?:of|for|with|in|on|to)$/.test(word),
  );
  const english_ = cut > 0 ? words.slice(0, cut) : words;
  const inSpanish = words.some(word =>
    /^(?:de|del|para|con|la|el)$/.test(word),
  );
  if (inSpanish) {
    for (let length = Math.min(LONGEST, words.length); length; length--) {
      const found = lookUp(spanish, words.slice(0, length).join(' '));
      if (found) return found;
    }
  }
  for (let length = Math.min(LONGEST, english_.length); length; length--) {
    const found = lookUp(english, english_.slice(-length).join(' '));
    if (found) return found;
  }
  const last = english_[english_.length - 1] ?? '';
  const short = ABBREVIATIONS.get(last);
  if (short) return short;
  for (let length = Math.min(LONGEST, words.length); length; length--) {
    const found = lookUp(spanish, words.slice(0, length).join(' '));
    if (found) return found;
  }
  // one word made of two: "orderservice", "webapp", "userdb"
  const joined =
    /(service|svc|api|app|db|database|ui|web|worker|gateway|proxy|queue|cache|frontend|backend|server|store|bucket)$/.exec(
      last,
    );
  if (joined && joined[1].length < last.length) {
    const tail = joined[1];
    if (tail === 'store') return undefined;
    return ABBREVIATIONS.get(tail) ?? lookUp(english, tail);
  }
  return undefined;
}
