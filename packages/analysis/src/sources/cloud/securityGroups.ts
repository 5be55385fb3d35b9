import type { ResourceGraph } from './graph';
import type { Place } from './model';
import type { ElementRule } from './rules';

/** Allowed traffic from one element to another. */
export interface Allowed {
  from: string;
  to: string;
  place: Place;
}

const INGRESS_TYPES =
  /^aws_(?:vpc_)?security_group_(?:ingress_rule|ingress|rule)$/;
const EGRESS_TYPES = /^aws_(?:vpc_)?security_group_(?:egress_rule|egress)$/;
const OWN = /^(?:security_group_id|group_id)$/;
const PEER =
  /^(?:source_security_group_id|source_security_group_name|destination_security_group|referenced_security_group_id|destination_security_group_id|source_security_group)$/;
/** More than this many members on both sides says "everything may talk", which is no architecture. */
const MAX_PAIRS = 12;

/** Follows rules that let one security group reach another to the elements in them. */
export function* securityGroupUses(
  graph: ResourceGraph,
  drawn: ReadonlyMap<string, ElementRule>,
): Generator<Allowed> {
  const members = new Map<string, string[]>();
  for (const resource of graph.resources) {
    if (!drawn.has(resource.key)) continue;
    for (const group of graph.securityGroups(resource)) {
      const list = members.get(group);
      if (list) list.push(resource.key);
      else members.set(group, [resource.key]);
    }
  }
  for (const rule of rules(graph)) {
    const from = members.get(rule.from) ?? [];
    const to = members.get(rule.to) ?? [];
    if (rule.from === rule.to || from.length * to.length > MAX_PAIRS) continue;
    for (const a of from) {
      for (const b of to) yield { from: a, to: b, place: rule.place };
    }
  }
}

function* rules(graph: ResourceGraph): Generator<Allowed> {
  const isGroup = (key: string) => graph.rule(key).role === 'security-group';
  for (const { key, type, facts } of graph.resources) {
    if (isGroup(key)) {
      for (const { path, refs, place } of facts) {
        const inbound = /ingress/.test(path);
        if (!inbound && !/egress/.test(path)) continue;
        for (const { target } of refs) {
          if (!isGroup(target)) continue;
          yield inbound
            ? { from: target, to: key, place }
            : { from: key, to: target, place };
        }
      }
      continue;
    }
    if (!INGRESS_TYPES.test(type) && !EGRESS_TYPES.test(type)) continue;
    const egress =
      EGRESS_TYPES.test(type) ||
      facts.some(({ path, text }) => path === 'type' && text === 'egress');
    for (const own of facts.filter(({ path }) => OWN.test(path))) {
      for (const peer of facts.filter(({ path }) => PEER.test(path))) {
        for (const { target: group } of own.refs) {
          for (const { target: other } of peer.refs) {
            yield egress
              ? { from: group, to: other, place: peer.place }
              : { from: other, to: group, place: peer.place };
          }
        }
      }
    }
  }
}
