import { findTechnology } from '../../vocabulary';
import { headNoun } from './nouns';
import { technologyIn } from './technology';

/** What the text on a node says. */
export interface Label {
  name: string;
  /** The whole text, where the name is only a part of it. */
  title?: string;
  technology?: string;
  description?: string;
  /** `Person`, `Container` … as C4 and UML write it in brackets or guillemets. */
  stereotype?: string;
}

const MAX_LABEL = 2000;
/** Pictographs, what joins and styles them, and what is left of broken ones. */
const PICTURES = /[\p{Extended_Pictographic}\u200d\ufe0e\ufe0f\ufffd\u20e3]+/gu;
const NAMED_ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lpar: '(',
  rpar: ')',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  uuml: 'ü',
};

/** Decodes character references once; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/gi,
    (whole, hex, decimal, name) => {
      if (name) return NAMED_ENTITIES[name.toLowerCase()] ?? whole;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      if (code === 9 || code === 10) return String.fromCodePoint(code);
      return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
        ? String.fromCodePoint(code)
        : ' ';
    },
  );
}

/** Lines of a label without markup (HTML, Creole, Markdown emphasis, inline icons). */
export function labelLines(raw: string): string[] {
  const text = raw
    .slice(0, MAX_LABEL * 4)
    .replace(/<<([^<>\n]{1,100})>>/g, '«$1»')
    .replace(
      /<br\s*\/?>|<\/(?:div|p|h\d|li|tr)>|<(?:div|p|hr|h\d)\b[^<>]{0,2000}>/gi,
      '\n',
    )
    .replace(/\\[nlr]/g, '\n')
    .replace(/<[&$][^<>\n]{1,200}>/g, ' ')
    .replace(/<\/?[a-z][^<>]{0,4000}>/gi, ' ');
  const lines = decodeEntities(decodeEntities(text))
    .replace(/(?:^|\s)(?:fa[bsrlk]?|mdi|logos):[\w-]{1,60}/g, ' ')
    .replace(/\*\*|__|~~|``|`/g, '')
    .replace(/(^|\s)\/\/(?=\S)|(?<=\S)\/\/(?=\s|$)/g, '$1')
    .slice(0, MAX_LABEL)
    .split(/\r?\n/)
    .map(line =>
      line
        .replace(PICTURES, ' ')
        .replace(/^\s*[λƛ](?=\s)/, '')
        .replace(/[\s\u00a0\u200b]+/g, ' ')
        .trim(),
    )
    .map(line => line.replace(/^(?:#{1,6}|=+|[-*•])\s+/, ''));
  return lines.filter(line => /[\p{L}\p{N}]/u.test(line));
}

const C4_KIND =
  /^(person|user|actor|(?:external )?(?:software )?system(?:_ext)?|(?:external )?container(?:db|queue)?|component|database|queue|service|external)$/i;
const wordCount = (text: string) => text.split(/\s+/).length;

/** Reads name, technology and description out of the text on a node. */
export function readLabel(raw: string): Label {
  const label: Label = { name: '' };
  const lines: string[] = [];
  for (const line of labelLines(raw)) {
    const quoted = /^(?:<<|«)\s*(.{1,100}?)\s*(?:>>|»)$/.exec(line);
    const bracketed = /^\[(.{1,200})\]$|^\((.{1,200})\)$/.exec(line);
    if (quoted) {
      label.stereotype ??= quoted[1];
    } else if (bracketed && lines.length) {
      readBracket(
        bracketed[1] ?? bracketed[2],
        Boolean(bracketed[2]),
        label,
        lines,
      );
    } else {
      lines.push(line.replace(/^(?:<<|«)[^<>«»]{1,60}(?:>>|»)\s*/, ''));
    }
  }
  joinLines(lines, label);
  const tail = /^(.{1,200}?)\s*[([]([^()[\]]{1,100})[)\]]$/.exec(label.name);
  if (tail) {
    const kind = /^\s*([\w ]+?)\s*(?::\s*(.*))?$/.exec(tail[2]);
    if (kind && C4_KIND.test(kind[1])) {
      label.stereotype ??= kind[1];
      label.technology ??= kind[2];
      label.name = tail[1];
    } else if (technologyIn(tail[2])) {
      label.title = label.name;
      label.technology ??= tail[2];
      label.name = tail[1];
    }
  }
  return label;
}

function readBracket(
  text: string,
  round: boolean,
  label: Label,
  lines: string[],
): void {
  const kind = /^([\w ]+?)\s*(?::\s*(.*))?$/.exec(text);
  if (kind && C4_KIND.test(kind[1])) {
    label.stereotype ??= kind[1];
    if (kind[2]) label.technology ??= kind[2];
  } else if (technologyIn(text)) {
    label.technology ??= text;
    label.title ??= `${lines.join(' ')} (${text})`;
  } else if (
    round &&
    lines.length === 1 &&
    findTechnology(lines[0])?.kind === 'resource'
  ) {
    // "PostgreSQL (orders)": the brackets tell one from the other
    lines[0] += ` (${text})`;
  } else {
    label.description ??= text;
  }
}

/** Continues the line before it, whatever that is: "Cloud SQL" / "for PostgreSQL". */
const JOINER = /^(?:for|of|to|with|in|on|and|de|del|para|con|y|en|&)\b|^&/i;
/** Ports, lists and sentences say something about what is named above. */
const REMARK = /[:;,+/|=\d]|\.$/;
const LONGEST_NAME = 6;
/** Lines of a caption that one name is broken into, the first not counted. */
const MAX_BREAKS = 3;

/** Lines that make one product together ("Amazon API" / "Gateway") are one. */
function withoutBreaks(lines: string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    joined.push(lines[i]);
    if (findTechnology(lines[i])) continue;
    for (let end = Math.min(i + MAX_BREAKS, lines.length - 1); end > i; end--) {
      const together = lines.slice(i, end + 1).join(' ');
      if (together.length >= 60 || !findTechnology(together)) continue;
      joined[joined.length - 1] = together;
      i = end;
    }
  }
  return joined;
}

/** The first line is the name; what follows continues it, names a technology or describes. */
function joinLines(lines: string[], label: Label): void {
  const [first = '', ...rest] = withoutBreaks(lines);
  label.name = first;
  for (const line of rest) {
    const own = findTechnology(line.replace(/\s+v?\d[\w.]*$/, ''));
    const named = findTechnology(label.name);
    const product = named?.role === 'implementation' ? undefined : named;
    const short =
      wordCount(label.name) + wordCount(line) <= LONGEST_NAME &&
      !REMARK.test(line);
    if (label.description !== undefined) {
      label.description += ` ${line}`;
    } else if (JOINER.test(line) && short) {
      label.name += ` ${line}`;
    } else if (own && own.role !== 'tool' && !label.technology && !product) {
      // two lines that make one product ("Amazon" / "S3") are its name
      if (findTechnology(`${label.name} ${line}`) === own) {
        label.name += ` ${line}`;
      } else label.technology = line;
    } else if (short && product?.role === 'compute') {
      label.name += ` ${line}`;
    } else if (
      short &&
      !product &&
      !headNoun(label.name) &&
      !label.technology
    ) {
      label.name += ` ${line}`;
    } else {
      if (short && wordCount(line) <= 3)
        label.title ??= `${label.name} ${line}`;
      label.description = line;
    }
  }
}
