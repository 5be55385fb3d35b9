import {
  emptyDiagram,
  warnUnread,
  type Diagram,
  type DiagramNode,
} from '../diagram';
import type { Block } from './blocks';

const PARTICIPANT =
  /^(?:create\s+)?(participant|actor)\s+([^@\s][^@]*?)(?:\s*@\{([^}]*)\})?(?:\s+as\s+(.+))?$/;
const MESSAGE =
  /^(.{1,200}?)\s*(<<-->>|<<->>|-->>|->>|-->|->|--x|-x|--\)|-\))\s*[+-]?\s*([^:]{1,200}?)\s*(?::\s*(.*))?$/;
const IGNORED =
  /^(?:autonumber|activate|deactivate|note|loop|alt|else|opt|par|and|critical|option|break|rect|end|box|title|destroy|link|links|acctitle|accdescr|properties|details)\b/i;
const TYPES = new Map<string, DiagramNode['shape']>(
  Object.entries({
    actor: 'person',
    database: 'database',
    queue: 'queue',
  }),
);

/** Reads a sequence diagram: who calls whom first is who depends on whom; answers are no relations. */
export function readSequence(block: Block): Diagram {
  const diagram = emptyDiagram('mermaid');
  const nodes = new Map<string, DiagramNode>();
  const calls = new Set<string>();
  let at = 0;
  const node = (key: string, span: { start: number; end: number }) => {
    const known = nodes.get(key);
    if (known) return known;
    const fresh: DiagramNode = { key, label: key, aliases: [key], span };
    nodes.set(key, fresh);
    return fresh;
  };
  for (const line of block.text.split('\n')) {
    const span = {
      start: block.start + at,
      end: block.start + at + line.length,
    };
    at += line.length + 1;
    const text = line.slice(0, 1000).split('%%')[0].replace(/;\s*$/, '').trim();
    if (!text) continue;
    const participant = PARTICIPANT.exec(text);
    if (participant) {
      const [, kind, name, attributes, label] = participant;
      const [key, alias] = label ? [name, label] : name.split(/\s+as\s+/);
      const own = node(key.trim(), span);
      if (label ?? alias) own.label = (label ?? alias).trim();
      const type = /["']?type["']?\s*:\s*["']?(\w+)/.exec(
        attributes ?? '',
      )?.[1];
      own.shape =
        kind === 'actor' ? 'person' : TYPES.get(type ?? '') ?? own.shape;
      continue;
    }
    if (IGNORED.test(text)) continue;
    const message = MESSAGE.exec(text);
    if (message) {
      const [, from, arrow, to, label] = message;
      node(from, span);
      node(to, span);
      const reply = arrow.startsWith('--');
      if (reply || from === to || calls.has(`${to}\n${from}`)) continue;
      calls.add(`${from}\n${to}`);
      diagram.edges.push({ from, to, label, heads: 'forward', span });
    } else {
      warnUnread(diagram, 'sequence diagram', text, span);
    }
  }
  diagram.nodes = [...nodes.values()];
  return diagram;
}
