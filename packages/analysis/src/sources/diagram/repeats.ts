import { keyOf } from '../../vocabulary';
import type { ReadNode } from './extraction';
import type { DiagramEdge, DiagramGroup } from './model';

/**
 * One thing drawn more than once (a replica in each zone, the same box on two pages) is one element. Boxes of one name
 * are one when something connects to each of them the same way, or when they stand in groups of one name, but not when a
 * line joins them, and not when they stand side by side and only some lines are the same. Returns the key that stands for a node.
 */
export function mergeRepeats(
  read: ReadonlyMap<string, ReadNode>,
  edges: readonly DiagramEdge[],
  groups: readonly DiagramGroup[],
): (key: string) => string {
  const same = new Map<string, string[]>();
  for (const { node, label, found } of read.values()) {
    const name = keyOf(label.name);
    const key = `${name}\n${found.kind}\n${found.type}\n${node.icon ?? ''}`;
    const list = same.get(key);
    if (list) list.push(node.key);
    else same.set(key, [node.key]);
  }
  const stands = new Map<string, string>();
  const repeated = [...same.values()].filter(list => list.length > 1);
  if (repeated.length) {
    const groupOf = new Map(groups.map(group => [group.key, group]));
    const ends = neighbors(edges, new Set(repeated.flat()));
    for (const keys of repeated) {
      const firsts: Array<{
        key: string;
        group?: string;
        path: string;
        ends: Set<string>;
      }> = [];
      for (const key of keys) {
        const own = {
          key,
          group: read.get(key)!.node.group,
          path: pathOf(read.get(key)!.node.group, groupOf),
          ends: ends.get(key) ?? new Set<string>(),
        };
        const known = firsts.find(
          other =>
            !own.ends.has(`>${other.key}`) &&
            !own.ends.has(`<${other.key}`) &&
            ((own.path &&
              own.path === other.path &&
              own.group !== other.group) ||
              own.ends.size === 0 ||
              other.ends.size === 0 ||
              isShared(own, other)),
        );
        if (known) stands.set(key, known.key);
        else if (firsts.length < 20) firsts.push(own);
      }
    }
  }
  return key => stands.get(key) ?? key;
}

/** Whether the lines of two boxes make them one: all those of either where they stand side by side, else any. */
function isShared(
  a: { group?: string; ends: ReadonlySet<string> },
  b: { group?: string; ends: ReadonlySet<string> },
): boolean {
  const shared = [...a.ends].filter(end => b.ends.has(end)).length;
  const isBeside = a.group !== undefined && a.group === b.group;
  return isBeside ? shared === Math.min(a.ends.size, b.ends.size) : shared > 0;
}

function neighbors(edges: readonly DiagramEdge[], of: Set<string>) {
  const ends = new Map<string, Set<string>>();
  const add = (key: string, other: string) => {
    if (!of.has(key)) return;
    const set = ends.get(key) ?? new Set();
    if (set.size < 50) set.add(other);
    ends.set(key, set);
  };
  for (const { from, to } of edges) {
    add(from, `>${to}`);
    add(to, `<${from}`);
  }
  return ends;
}

/** Names of the groups around a node, where it is in one. */
function pathOf(
  key: string | undefined,
  groups: ReadonlyMap<string, DiagramGroup>,
): string {
  const names: string[] = [];
  let group = key === undefined ? undefined : groups.get(key);
  while (group && names.length < 20) {
    names.push(keyOf(group.label));
    group = group.parent === undefined ? undefined : groups.get(group.parent);
  }
  return names.some(Boolean) ? names.join('\n') : '';
}
