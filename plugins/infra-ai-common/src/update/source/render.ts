import { Scalar, stringify } from 'yaml';
import { isObject } from './plain';
import type { TextStyle } from './style';

/** Text that reads the same in every place of YAML and JSON's neighbors. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9][A-Za-z0-9_./-]*)*$/;
const NOT_A_STRING = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A pair in block style, its lines from `column` on, without a line ending at the end. */
export function renderPair(
  key: string,
  value: unknown,
  column: number,
  style: TextStyle,
): string {
  return indentLines(renderBlock({ [key]: value }, style), column, style);
}

/**
 * Whole text of a map in block style, ending in a line feed. Maps and lists are laid out here, as the library cannot put a
 * list flush with its key for every width of indentation.
 */
export function renderBlock(value: object, style: TextStyle): string {
  return `${mapLines(value, style).join('\n')}\n`;
}

function mapLines(map: object, style: TextStyle): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const nested = isObject(value)
      ? mapLines(value, style).map(line => shift(line, style.indent))
      : listLines(value, style);
    return nested?.length
      ? [`${renderScalar(key, style)}:`, ...nested]
      : stringify({ [key]: value }, options(style))
          .trimEnd()
          .split('\n');
  });
}

/** Lines of a list of texts; undefined for all else. */
function listLines(value: unknown, style: TextStyle): string[] | undefined {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
    ? value.map(item =>
        shift(
          `- ${renderScalar(item, style)}`,
          style.indentSeq ? style.indent : 0,
        ),
      )
    : undefined;
}

function shift(line: string, columns: number): string {
  return line ? ' '.repeat(columns) + line : line;
}

function options(style: TextStyle) {
  return {
    indent: style.indent,
    singleQuote: style.singleQuote || null,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  };
}

/** A text of one line for block style; `like` is the style of what stood there. */
export function renderScalar(
  value: string,
  style: TextStyle,
  like?: Scalar.Type,
): string {
  const quoted = like === Scalar.QUOTE_DOUBLE || like === Scalar.QUOTE_SINGLE;
  return stringify(value, {
    lineWidth: 0,
    blockQuote: false,
    singleQuote:
      (quoted ? like === Scalar.QUOTE_SINGLE : style.singleQuote) || null,
    ...(quoted ? { defaultStringType: like } : {}),
  }).replace(/\n$/, '');
}

/** A value inside `{ }` or `[ ]`. */
export function renderFlow(value: unknown, json: boolean): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => renderFlow(item, json)).join(', ')}]`;
  }
  if (isObject(value)) {
    const pairs = Object.entries(value).map(
      ([key, inner]) => `${renderFlow(key, json)}: ${renderFlow(inner, json)}`,
    );
    return pairs.length ? `{ ${pairs.join(', ')} }` : '{}';
  }
  if (typeof value === 'string' && !json) {
    if (PLAIN.test(value) && !NOT_A_STRING.test(value)) {
      return value;
    }
  }
  return JSON.stringify(value);
}

export function indentLines(
  text: string,
  column: number,
  style: TextStyle,
): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => shift(line, column))
    .join(style.lineEnding);
}
