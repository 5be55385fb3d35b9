import type { Heads } from '../diagram';
import type { Scanner } from './scanner';

export interface Link {
  heads: Heads;
  label?: string;
  invisible?: boolean;
}

const LABEL = /[ \t]*\|([^|]{0,1000})\|/y;
/** A whole link: start head, line, end head. */
const WHOLE =
  /(?:[\w-]{1,60}@)?(<|[ox](?=[-=]))?(--+|==+|-\.+-)([>]|[ox](?=[\s|]))?/y;
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
  if (whole && (whole[3] || whole[2].length > 2)) {
    const label = scanner.take(LABEL);
    return {
      heads: headsOf(whole[1], whole[3]),
      label: label?.[1].trim().replace(/^"|"$/g, ''),
    };
  }
  scanner.at = before;
  scanner.take(/[\w-]{1,60}@(?=[-=<])/y);
  const opening = scanner.take(OPENING);
  if (opening) {
    const closing = scanner.take(CLOSING[opening[2]]);
    if (closing) {
      return {
        heads: headsOf(opening[1], closing[2]),
        label: closing[1].replace(/^"|"$/g, ''),
      };
    }
  }
  scanner.at = before;
  return undefined;
}
