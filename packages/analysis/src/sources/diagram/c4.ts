import type { Diagram, DiagramNode, Heads, Span } from './model';

/** A call like `Container(id, "Label", $techn="Go")` with its arguments in order and by name. */
export interface MacroCall {
  name: string;
  args: string[];
  named: Record<string, string>;
}

const MAX_ARGUMENTS = 20;

/** Reads a macro call at the start of a text; `undefined` where there is none. */
export function readMacroCall(
  text: string,
): (MacroCall & { rest: string }) | undefined {
  const head = /^\s*([A-Za-z]\w{0,80})\s*\(/.exec(text);
  if (!head) return undefined;
  const call: MacroCall = { name: head[1], args: [], named: {} };
  let at = head[0].length;
  let current = '';
  let quoted = false;
  let wasQuoted = false;
  let depth = 0;
  const push = () => {
    const value = wasQuoted ? current : current.trim();
    const named = /^\s*\$(\w{1,40})\s*=\s*([\s\S]*)$/.exec(value);
    if (named) call.named[named[1]] = named[2].trim();
    else if (call.args.length < MAX_ARGUMENTS) call.args.push(value.trim());
    current = '';
    wasQuoted = false;
  };
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      quoted = !quoted;
      wasQuoted = true;
    } else if (quoted) current += char;
    else if (char === '(') {
      depth++;
      current += char;
    } else if (char === ')' && depth === 0) {
      if (current.trim() || call.args.length || wasQuoted) push();
      return { ...call, rest: text.slice(at + 1) };
    } else if (char === ')') {
      depth--;
      current += char;
    } else if (char === ',' && depth === 0) push();
    else current += char;
  }
  return undefined;
}

const ELEMENT = /^(Person|System|Container|Component)(Db|Queue)?(_Ext)?$/;
const BOUNDARY =
  /^(?:(?:Enterprise|System|Container)_)?Boundary$|^(?:Deployment_)?Node(?:_L|_R)?$|^Deployment_Node(?:_L|_R)?$/;
const RELATION =
  /^(Bi)?Rel(?:Index)?(?:_(Back|Neighbor|Back_Neighbor|U|Up|D|Down|L|Left|R|Right))?$/;

/** Where the elements of a C4 diagram go, and in which boundary the reader is. */
export interface C4State {
  diagram: Diagram;
  /** Keys of the boundaries around. */
  groups: string[];
  /** System boundaries and systems, for the name of the whole. */
  systems: Array<{ key: string; label: string }>;
}

/**
 * Takes one C4 macro into the diagram.
 *
 * @returns `open` for a boundary (its brace is the caller's), `done`, or `undefined` for a macro that is none of C4
 */
export function readC4Macro(
  call: MacroCall,
  state: C4State,
  span: Span,
): 'open' | 'done' | undefined {
  const { diagram, groups } = state;
  const arg = (index: number, ...names: string[]) =>
    names.map(name => call.named[name]).find(Boolean) ?? call.args[index];
  const element = ELEMENT.exec(call.name);
  if (element) {
    const [, kind, store, external] = element;
    const hasTechnology = kind === 'Container' || kind === 'Component';
    const node: DiagramNode = {
      key: arg(0, 'alias') ?? '',
      label: arg(1, 'label') ?? arg(0, 'alias') ?? '',
      technology: hasTechnology ? arg(2, 'techn') || undefined : undefined,
      description: arg(hasTechnology ? 3 : 2, 'descr') || undefined,
      declared: kind !== 'Person',
      external: Boolean(external),
      group: groups[groups.length - 1],
      span,
    };
    if (kind === 'Person') node.shape = 'person';
    else if (store) node.shape = store === 'Db' ? 'database' : 'queue';
    const sprite = arg(hasTechnology ? 4 : 3, 'sprite');
    if (sprite && /^[\w-]{2,60}$/.test(sprite)) node.icon ??= sprite;
    if (node.key) diagram.nodes.push(node);
    return 'done';
  }
  if (BOUNDARY.test(call.name)) {
    const key = arg(0, 'alias') ?? `boundary-${diagram.groups.length}`;
    const label = arg(1, 'label') ?? key;
    diagram.groups.push({ key, label, parent: groups[groups.length - 1] });
    groups.push(key);
    const isSystem =
      call.name === 'System_Boundary' || /system/i.test(arg(2, 'type') ?? '');
    if (isSystem) state.systems.push({ key, label });
    return 'open';
  }
  const relation = RELATION.exec(call.name);
  if (relation) {
    // RelIndex carries the number of its step first
    const shift = call.name.startsWith('RelIndex') ? 1 : 0;
    const from = arg(shift, 'from');
    const to = arg(shift + 1, 'to');
    if (from && to) {
      let heads: Heads = 'forward';
      if (relation[1]) heads = 'both';
      else if (relation[2]?.startsWith('Back')) heads = 'backward';
      const technology = arg(shift + 3, 'techn');
      const label = arg(shift + 2, 'label') ?? '';
      diagram.edges.push({
        from,
        to,
        label: technology ? `${label} (${technology})` : label,
        heads,
        span,
      });
    }
    return 'done';
  }
  return /^(?:Update|Lay_|Show|Hide|Layout|LAYOUT|SHOW|HIDE|Add|Set|WithoutProperty|increment|setIndex)/.test(
    call.name,
  )
    ? 'done'
    : undefined;
}

/** The one system that a diagram is about, where it says so. */
export function systemOf(state: C4State): Diagram['system'] {
  return state.systems.length === 1
    ? { name: state.systems[0].label.slice(0, 200) }
    : undefined;
}
