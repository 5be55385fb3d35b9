import type { XmlElement } from '../diagram';

/** Properties that say whether, where or as what something is drawn. */
const STYLED = new Set([
  'fill',
  'stroke',
  'marker-start',
  'marker-end',
  'font-size',
  'text-anchor',
  'dominant-baseline',
  'display',
  'visibility',
]);
const MAX_RULES = 2000;
const MAX_SHEET = 2 * 1024 * 1024;
const MAX_SELECTOR = 200;
const MAX_DEPTH = 6;
/** Comparisons of a rule with an element in one picture. */
const MAX_WORK = 500_000;

const PRESET_SIZE = 16;
const UNITS: Record<string, number> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

/** Font size of a style, in user units. */
export const sizeOf = (style: Record<string, string>) =>
  Number(style['font-size'] ?? PRESET_SIZE) || PRESET_SIZE;

const keyOf = ({ name, id, classes }: Compound) => {
  if (id) return `#${id}`;
  return classes.length ? `.${classes[0]}` : name ?? '*';
};

/** Class names of an element. */
export const classesOf = ({ attributes }: XmlElement) =>
  (attributes.class ?? '')
    .slice(0, 1000)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 20);

interface Compound {
  name?: string;
  id?: string;
  classes: string[];
}

interface Rule {
  /** Innermost last. */
  compounds: Compound[];
  style: Array<[string, string]>;
}

/** Rules of the style sheets inside a document, by what their innermost part asks for. */
export class StyleSheet {
  readonly #rules = new Map<string, Rule[]>();
  #count = 0;
  #work = MAX_WORK;

  /** Adds the rules of a `<style>` element. Nothing is imported; what is not understood is left out. */
  add(css: string): void {
    const text = css.slice(0, MAX_SHEET);
    let at = 0;
    while (this.#count < MAX_RULES) {
      const open = text.indexOf('{', at);
      if (open < 0) return;
      const close = text.indexOf('}', open);
      if (close < 0) return;
      const head = text.slice(Math.max(at, open - 4000), open);
      const inner = text.lastIndexOf('{', close);
      // a rule inside a block such as @media stands for itself
      const selector = inner > open ? text.slice(open + 1, inner) : head;
      this.#addRule(
        selector,
        text.slice(Math.max(open, inner) + 1, Math.min(close, open + 4000)),
      );
      at = close + 1;
    }
  }

  #addRule(selectors: string, body: string): void {
    const style = declarations(body);
    if (!style.length) return;
    const clean = selectors
      .replace(/\/\*[^*]{0,500}\*\//g, ' ')
      .replace(/\}/g, ' ');
    for (const selector of clean.split(',').slice(0, 50)) {
      const compounds = compoundsOf(selector.trim());
      if (!compounds) continue;
      const last = compounds[compounds.length - 1];
      const key = keyOf(last);
      const known = this.#rules.get(key);
      if (known) known.push({ compounds, style });
      else this.#rules.set(key, [{ compounds, style }]);
      this.#count++;
    }
  }

  /** What the rules say of an element, weakest first. */
  styleOf(
    element: XmlElement,
    path: readonly XmlElement[],
  ): Array<[string, string]> {
    if (!this.#count || this.#work <= 0) return [];
    const { id } = element.attributes;
    const keys = [
      element.name,
      '*',
      ...classesOf(element).map(name => `.${name}`),
      ...(id ? [`#${id}`] : []),
    ];
    return keys.flatMap(key => {
      const rules = this.#rules.get(key) ?? [];
      this.#work -= rules.length;
      return rules
        .filter(rule => matches(rule, element, path))
        .flatMap(({ style }) => style);
    });
  }
}

function compoundsOf(selector: string): Compound[] | undefined {
  if (!selector || selector.length > MAX_SELECTOR || selector.includes('@'))
    return undefined;
  const parts = selector.split(/[\s>]+/).filter(Boolean);
  if (parts.length > MAX_DEPTH) return undefined;
  const compounds: Compound[] = [];
  for (const part of parts) {
    const match = /^(\*|[\w-]+)?((?:[.#][\w-]+)*)$/.exec(part);
    if (!match) return undefined;
    const marks = match[2].match(/[.#][\w-]+/g) ?? [];
    compounds.push({
      name: match[1] === '*' ? undefined : match[1],
      id: marks.find(mark => mark.startsWith('#'))?.slice(1),
      classes: marks
        .filter(mark => mark.startsWith('.'))
        .map(mark => mark.slice(1)),
    });
  }
  return compounds;
}

function matches(
  { compounds }: Rule,
  element: XmlElement,
  path: readonly XmlElement[],
): boolean {
  if (!fits(compounds[compounds.length - 1], element)) return false;
  let at = path.length - 1;
  for (let i = compounds.length - 2; i >= 0; i--) {
    while (at >= 0 && !fits(compounds[i], path[at])) at--;
    if (at-- < 0) return false;
  }
  return true;
}

function fits({ name, id, classes }: Compound, element: XmlElement): boolean {
  if (name !== undefined && name !== element.name) return false;
  if (id !== undefined && id !== element.attributes.id) return false;
  if (!classes.length) return true;
  const own = classesOf(element);
  return classes.every(wanted => own.includes(wanted));
}

function declarations(body: string): Array<[string, string]> {
  const found: Array<[string, string]> = [];
  for (const part of body.slice(0, 5000).split(';')) {
    const colon = part.indexOf(':');
    if (colon <= 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase();
    const value = part
      .slice(colon + 1)
      .replace(/!important/i, '')
      .trim();
    if (name === 'marker')
      found.push(['marker-start', value], ['marker-end', value]);
    else if (name === 'opacity' && Number(value) === 0)
      found.push(['visibility', 'hidden']);
    else if (STYLED.has(name)) found.push([name, value]);
  }
  return found;
}

/** The style of an element: what it inherits, its attributes, the rules for it, its own `style`, strongest last. */
export function styleOf(
  element: XmlElement,
  around: Record<string, string>,
  path: readonly XmlElement[],
  sheet: StyleSheet,
): Record<string, string> {
  const { attributes } = element;
  const style = { ...around };
  for (const name of STYLED)
    if (attributes[name] !== undefined) set(style, name, attributes[name]);
  if (Number(attributes.opacity ?? 1) === 0) style.visibility = 'hidden';
  for (const [name, value] of sheet.styleOf(element, path))
    set(style, name, value);
  for (const [name, value] of declarations(attributes.style ?? ''))
    set(style, name, value);
  return style;
}

/** Sizes that are given in parts of the one around become numbers at once. */
function set(style: Record<string, string>, name: string, value: string): void {
  if (value === 'inherit') return;
  style[name] =
    name === 'font-size'
      ? String(lengthOf(value, sizeOf(style)) ?? sizeOf(style))
      : value;
}

/** A length in user units; `undefined` for what is none, or a share of something unknown. */
export function lengthOf(
  text: string | undefined,
  fontSize: number,
): number | undefined {
  const match =
    /^\s*([-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e[-+]?\d{1,3})?)\s*([a-z%]{0,3})/i.exec(
      text?.slice(0, 100) ?? '',
    );
  if (!match) return undefined;
  const value = Number(match[1]);
  const unit = match[2].toLowerCase();
  if (unit === '%') return undefined;
  const factor = unit === 'em' || unit === 'rem' ? fontSize : UNITS[unit] ?? 1;
  const length = value * factor;
  return Math.abs(length) < 1e7 ? length : 0;
}

/** Whether nothing is painted. */
export const isNone = (paint: string | undefined) =>
  paint === undefined ||
  /^(?:none|transparent|#0{8}|rgba?\([^)]{0,60},0(?:\.0+)?\))$/.test(
    paint.slice(0, 100).replace(/\s/g, ''),
  );
