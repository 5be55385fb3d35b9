import type { Heads } from '../diagram';
import type { Scanner } from './scanner';

export interface Link {
  heads: Heads;
  label?: string;
  invisible?: boolean;
  /** `e1` of `A e1@--> B`, by which its style is set. */
  id?: string;
}

const LABEL = /[ \t]*\|([^|]{0,1000})\|/y;
/** A whole link: start head, line, end head. */
const WHOLE =
  /(?:([\w-]{1,60})@)?(<|[ox](?=[-=]))?(--+|==+|-\.+-)([>]|[ox](?=[\s|]))?/y;
const INVISIBLE = /~~~+/y;
/** The start of a link that carries its text: `-- text -->`, `== text ==>`, `-. text .->`. */
const OPENING = /(<|[ox](?=[-=]))?(--|==|-\.)(?![->=.])[ \t]*/y;
const CLOSING: Record<string, RegExp> = {
  '--': /([^\n]{1,500}?)[ \t]*--+([>]|[ox](?=[\s|]))?/y,
  '==': /([^\n]{1,500}?)[ \t]*==+([>]|[ox](?=[\s|]))?/y,
  '-.': /([^\n]{1,500}?)[ \t]*\.+-([>]|[ox](?=[\s|]))?/y,
};

const headsOf = (start?: string, end?: string): Heads => {
  if (start && end) return 'both';
  if (start) return 'backward';
  return end ? 'forward' : 'none';
};

/** A link between two nodes of a flowchart, or nothing. */
export function readLink(scanner: Scanner): Link | undefined {
  if (scanner.take(INVISIBLE)) return { heads: 'none', invisible: true };
  const before = scanner.at;
  const whole = scanner.take(WHOLE);
  if (whole && (whole[4] || whole[3].length > 2)) {
    const label = scanner.take(LABEL);
    return {
      id: whole[1],
      heads: headsOf(whole[2], whole[4]),
      label: label?.[1].trim().replace(/^"|"$/g, ''),
    };
  }
  scanner.at = before;
  const id = scanner.take(/([\w-]{1,60})@(?=[-=<])/y)?.[1];
  const opening = scanner.take(OPENING);
  if (opening) {
    const closing = scanner.take(CLOSING[opening[2]]);
    if (closing) {
      return {
        id,
        heads: headsOf(opening[1], closing[2]),
        label: closing[1].replace(/^"|"$/g, ''),
      };
    }
  }
  scanner.at = before;
  return undefined;
}
