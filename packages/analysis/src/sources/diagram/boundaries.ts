import { PASSIVE_TYPES } from './classify';
import type { ReadNode } from './extraction';
import { MAX_NODES, type Diagram, type DiagramEdge } from './model';

/** The elements that a line joins. */
export interface Ends {
  from: ReadNode;
  to: ReadNode;
  /** A boundary stands for one of them. */
  isConcluded: boolean;
}

/** Notations in which a line ends where the author writes; drawn ones end at a frame for many reasons, such as what is deployed. */
const WRITTEN = new Set(['mermaid', 'plantuml', 'd2', 'dot']);
/** A boundary with more elements is a zone, not a thing. */
const MAX_MEMBERS = 30;
/** What stands at the door of a boundary. */
const DOORS = new Set(['load-balancer', 'api-gateway', 'cdn']);

/** Finds which elements a line means that ends at the boundary around them. */
export class Boundaries {
  private readonly members = new Map<string, Set<string>>();
  private readonly inner = new Map<string, Set<string>>();

  constructor(
    private readonly diagram: Diagram,
    private readonly read: ReadonlyMap<string, ReadNode>,
    private readonly keyOfNode: (key: string) => string,
  ) {
    const parents = new Map(
      diagram.groups.map(({ key, parent }) => [key, parent]),
    );
    for (const node of diagram.nodes.slice(0, MAX_NODES)) {
      let { group } = node;
      for (let depth = 0; group !== undefined && depth < 100; depth++) {
        const set = this.members.get(group) ?? new Set();
        if (set.size < MAX_MEMBERS) set.add(keyOfNode(node.key));
        this.members.set(group, set);
        group = parents.get(group);
      }
    }
    for (const { from, to, heads } of diagram.edges) {
      const [a, b] = [keyOfNode(from), keyOfNode(to)];
      const [caller, called] = heads === 'backward' ? [b, a] : [a, b];
      this.inner.set(caller, (this.inner.get(caller) ?? new Set()).add(called));
    }
  }

  has(key: string): boolean {
    return this.members.has(key);
  }

  /** What a line joins; nothing where it is not clear which element it means. */
  endsOf({ from, to, heads }: DiagramEdge): Ends | undefined {
    const [a, b] = [this.one(from), this.one(to)];
    if (a && b) return { from: a, to: b, isConcluded: false };
    if (!WRITTEN.has(this.diagram.format) || (!a && !b)) return undefined;
    const group = a ? to : from;
    const isCalled = (group === to) === (heads !== 'backward');
    const [meant, second] = isCalled
      ? this.entriesOf(group)
      : this.exitsOf(group);
    if (!meant || second || meant === a || meant === b) return undefined;
    return { from: a ?? meant, to: b ?? meant, isConcluded: true };
  }

  /** The element of that key, or the only one in the boundary of that key. */
  private one(key: string): ReadNode | undefined {
    const own = this.read.get(this.keyOfNode(key));
    if (own) return own;
    const inside = this.members.get(key);
    return inside?.size === 1 ? this.read.get([...inside][0]) : undefined;
  }

  /** What is called in a boundary: its door, or what nothing in it calls; of stores all. */
  private entriesOf(group: string): ReadNode[] {
    const { all, active } = this.insideOf(group);
    if (!active.length) return all;
    const doors = active.filter(({ found }) => DOORS.has(found.type));
    if (doors.length === 1) return doors;
    const called = new Set(
      active.flatMap(({ node }) => [...(this.inner.get(node.key) ?? [])]),
    );
    const first = active.filter(({ node }) => !called.has(node.key));
    return first.length ? first : active;
  }

  /** What calls from a boundary: what passes requests to no other in it. */
  private exitsOf(group: string): ReadNode[] {
    const { active } = this.insideOf(group);
    const keys = new Set(active.map(({ node }) => node.key));
    const last = active.filter(
      ({ node }) =>
        ![...(this.inner.get(node.key) ?? [])].some(key => keys.has(key)),
    );
    return last.length ? last : active;
  }

  private insideOf(group: string) {
    const all = [...(this.members.get(group) ?? [])].flatMap(
      key => this.read.get(key) ?? [],
    );
    return {
      all,
      active: all.filter(({ found }) => !PASSIVE_TYPES.has(found.type)),
    };
  }
}
