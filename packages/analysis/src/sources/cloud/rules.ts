import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import { findTechnology } from '../../vocabulary';

/**
 * What a resource type is to a reader of an architecture.
 *
 * - `element`: drawn
 * - `part`: belongs to the resource that one of the `of` settings names; what it names, that one names
 * - `through`: plumbing that passes references on (a role, a task definition, a secret)
 * - `handle`: stands for the resources that register with it (a target group, a network interface)
 * - `group`: one of several resources that together are one element (the pieces of a Google load balancer)
 * - `link`: says that what `from` names uses what `to` names (an event source mapping, an IAM binding)
 * - `security-group`: a firewall identity; rules between two of them connect what is in them
 * - `none`: of no interest
 */
export type Rule =
  | ElementRule
  | { role: 'part'; of: readonly string[] }
  | { role: 'through'; elementIfUnused?: ElementRule }
  | { role: 'handle' }
  | { role: 'group'; rank: number; element: ElementRule }
  | {
      role: 'link';
      from: readonly string[];
      to: readonly string[];
      confidence: number;
    }
  | { role: 'security-group' }
  | { role: 'none' };

/** How an element is drawn. */
export interface ElementRule {
  role: 'element';
  kind: ElementKind;
  type: string;
  technology?: string;
  /** A word for it when nothing names it. */
  noun: string;
  /** Settings whose value names the technology more exactly (`engine`). */
  engine?: readonly string[];
}

/** Rows of a provider's table, for review: types in Terraform's names, without the provider's prefix. */
export interface ProviderTable {
  prefix: string;
  /** kind, type, technology, noun → resource types; a technology in `<…>` is read from the setting of that name. */
  elements: ReadonlyArray<
    readonly [ElementKind, string, string, string, string]
  >;
  /** settings → resource types */
  parts: ReadonlyArray<readonly [string, string]>;
  through: string;
  handles: string;
  none: string;
  links: ReadonlyArray<readonly [string, string, string]>;
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** Turns a provider's rows into rules by type. */
export function compileTable(table: ProviderTable): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  const add = (types: string, rule: Rule) => {
    for (const type of words(types)) rules.set(`${table.prefix}_${type}`, rule);
  };
  for (const [kind, type, technology, noun, types] of table.elements) {
    add(types, elementRule(kind, type, technology, noun));
  }
  for (const [of, types] of table.parts) {
    add(types, { role: 'part', of: words(of) });
  }
  add(table.through, { role: 'through' });
  add(table.handles, { role: 'handle' });
  add(table.none, { role: 'none' });
  for (const [types, from, to] of table.links) {
    add(types, {
      role: 'link',
      from: words(from),
      to: words(to),
      confidence: 0.9,
    });
  }
  return rules;
}

export function elementRule(
  kind: ElementKind,
  type: string,
  technology: string,
  noun: string,
): ElementRule {
  const [, name, engine] = /^([^<]*?)\s*(?:<(.*)>)?$/.exec(technology)!;
  return {
    role: 'element',
    kind,
    type,
    noun,
    ...(name ? { technology: findTechnology(name)?.name ?? name } : {}),
    ...(engine ? { engine: words(engine) } : {}),
  };
}
