import {
  emptyDiagram,
  readC4Macro,
  readMacroCall,
  systemOf,
  type C4State,
  warnUnread,
  type Diagram,
} from '../diagram';
import type { Block } from './blocks';

/** Reads Mermaid's C4 diagrams, whose statements are C4-PlantUML's macros. */
export function readC4(block: Block): Diagram {
  const state: C4State = {
    diagram: emptyDiagram('mermaid'),
    groups: [],
    systems: [],
  };
  let at = 0;
  for (const line of block.text.split('\n')) {
    const span = {
      start: block.start + at,
      end: block.start + at + line.length,
    };
    at += line.length + 1;
    const text = line.trim();
    if (!text || text.startsWith('%%') || text.startsWith('title ')) continue;
    const call = text.length < 4000 ? readMacroCall(text) : undefined;
    const result = call && readC4Macro(call, state, span);
    if (/^\}/.test(text)) state.groups.pop();
    else if (!result && /\w/.test(text)) {
      warnUnread(state.diagram, 'C4 diagram', text, span);
    }
  }
  return { ...state.diagram, system: systemOf(state) };
}
