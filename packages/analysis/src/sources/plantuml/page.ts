import {
  emptyDiagram,
  labelLines,
  MAX_EDGES,
  readC4Macro,
  readMacroCall,
  systemOf,
  warnUnread,
  type C4State,
  type Diagram,
  type DiagramNode,
  type MacroCall,
  type Span,
} from '../diagram';
import type { Line, Page } from './lines';
import {
  readArrow,
  readDeclaration,
  readEnd,
  shapeOf,
  type Declaration,
} from './statement';

const IGNORED =
  /^(?:skinparam|title|caption|header|footer|hide|show|remove|restore|left to right|top to bottom|scale|allow_?mixing|autonumber|activate|deactivate|destroy|note|hnote|rnote|legend|newpage|page|mainframe|sprite|ref|return|alt|else|opt|loop|par|break|critical|group|end|box|url|center|skin|\.\.\.|==|\|\||--$|@|<style|\$|order|[\w.]+\s*:)|^LAYOUT_\w+$/i;
const OTHER_DIAGRAM =
  /^(?:(?:abstract\s+)?class|enum|annotation|struct|state|start|stop|:[^:]*;|object|map|json|if|while|fork|split|repeat|swimlane|\|[^|]+\|)\b/i;
const SEQUENCE =
  /^(?:participant|activate|deactivate|autonumber|return|alt|loop|opt|create|== |\.\.\.|\w{1,60}Participant\()/i;
/** Boxes that hold; without content and lines they are no element. */
const HOLDERS = new Set([
  'package',
  'folder',
  'frame',
  'together',
  'namespace',
  'label',
  'card',
]);

/** `$LambdaIMG()` and `$AWSImg(Lambda)` in a label draw the icon of a library. */
const IMAGE = /\$\w{0,40}Img\((\w{1,60})\)|\$(\w{1,60})IMG\(\)/;

function withoutImages(
  label: string,
  key: string,
): { label: string; image?: string } {
  const image = IMAGE.exec(label);
  const text = label.replace(/\$\w{1,80}\([^()]{0,200}\)|\\t/g, ' ');
  return {
    // a box that holds only a picture is called as the lines call it
    label: labelLines(text).length ? text : key,
    image: image ? `aws/${image[1] ?? image[2]}` : undefined,
  };
}

/** Reads the statements of one `@startuml` block. */
export class PageReader {
  private readonly diagram = emptyDiagram('plantuml');
  private readonly state: C4State = {
    diagram: this.diagram,
    groups: [],
    systems: [],
  };
  private readonly nodes = new Map<string, DiagramNode>();
  /** Boxes that were opened with a brace: elements if nothing is in them. */
  private readonly opened = new Map<
    string,
    { node: DiagramNode; keyword: string }
  >();
  private readonly ports = new Map<string, string>();
  private readonly braces: Array<'group' | 'other'> = [];
  private readonly usecases = new Set<string>();
  private readonly sequence: boolean;
  private readonly calls = new Set<string>();
  private otherLines = 0;

  constructor(private readonly page: Page) {
    this.sequence = page.lines.some(({ text }) => SEQUENCE.test(text));
  }

  read(): Diagram {
    for (const line of this.page.lines) this.statement(line);
    this.finish();
    return { ...this.diagram, system: systemOf(this.state) };
  }

  private statement({ text, span }: Line): void {
    if (/^\}/.test(text)) {
      if (this.braces.pop() === 'group') this.state.groups.pop();
      return;
    }
    // only moves boxes about
    if (/-\[[^\]]{0,100}\bhidden\b/.test(text)) return;
    const arrow = readArrow(text);
    if (arrow) {
      this.arrow(arrow, span);
      return;
    }
    const call = readMacroCall(text);
    if (call && this.macro(call, span)) return;
    const declared = readDeclaration(text);
    if (declared) {
      this.declare(declared, span);
      return;
    }
    if (text.endsWith('{')) {
      this.braces.push('other');
      return;
    }
    if (OTHER_DIAGRAM.test(text)) this.otherLines++;
    else if (!IGNORED.test(text))
      warnUnread(this.diagram, 'PlantUML diagram', text, span);
  }

  private get group(): string | undefined {
    return this.state.groups[this.state.groups.length - 1];
  }

  private open(): void {
    if (this.braces.length < 1000) this.braces.push('group');
  }

  private macro(call: MacroCall & { rest: string }, span: Span): boolean {
    const opens = /\{\s*$/.test(call.rest);
    const before = this.diagram.nodes.length;
    const c4 = readC4Macro(call, this.state, span);
    if (c4 === 'open') {
      if (opens) this.open();
      else this.state.groups.pop();
      return true;
    }
    if (c4) {
      // C4 nodes join the others, so that a line to them finds them
      for (const node of this.diagram.nodes.splice(before)) {
        if (!this.nodes.has(node.key)) this.nodes.set(node.key, node);
      }
      if (opens) this.braces.push('other');
      return true;
    }
    const [alias, label, note, description] = call.args;
    if (!alias || !/^[\w.$-]{1,200}$/.test(alias)) return false;
    if (opens || /Group$/.test(call.name)) {
      this.diagram.groups.push({
        key: alias,
        label: label ?? alias,
        parent: this.group,
      });
      if (opens) {
        this.state.groups.push(alias);
        this.open();
      }
      return true;
    }
    const provider =
      this.page.libraries.get(call.name) ?? this.page.libraries.get('*');
    if (label === undefined && !this.page.libraries.has(call.name))
      return false;
    const icon = call.name.replace(/(?<=\w)Participant$/, '');
    this.nodes.set(alias, {
      key: alias,
      label: label || alias,
      aliases: [alias],
      description: description || note || undefined,
      icon: provider ? `${provider}/${icon}` : icon,
      group: this.group,
      span,
    });
    return true;
  }

  private declare(declared: Declaration, span: Span): void {
    const { keyword, key, stereotypes } = declared;
    const { label, image } = withoutImages(declared.label, key);
    if (keyword.startsWith('port')) {
      if (this.group !== undefined) this.ports.set(key, this.group);
      return;
    }
    if (keyword.startsWith('usecase')) {
      this.usecases.add(key);
      return;
    }
    const own = key || `${keyword}-${this.diagram.groups.length}`;
    const sprite = /<\$([\w-]{2,60})/.exec(label)?.[1];
    const stereotype = stereotypes.find(name => !name.startsWith('$'));
    const node: DiagramNode = {
      key: own,
      label: stereotype ? `${label}\n<<${stereotype}>>` : label,
      aliases: [own],
      shape:
        this.sequence && keyword === 'interface' ? undefined : shapeOf(keyword),
      icon:
        sprite ??
        image ??
        stereotypes.find(name => name.startsWith('$'))?.slice(1),
      external: stereotypes.some(name => /^ext(?:ernal)?\b/i.test(name)),
      declared:
        keyword === 'component' ||
        // a node that runs inside of something is no user, even if it is called so
        (/^(?:node|artifact|agent)$/.test(keyword) && this.group !== undefined),
      group: this.group,
      span,
    };
    if (declared.opens) {
      this.diagram.groups.push({ key: own, label, parent: this.group });
      this.opened.set(own, { node, keyword });
      if (this.state.groups.length < 1000) {
        this.state.groups.push(own);
        this.open();
      }
    } else if (HOLDERS.has(keyword)) {
      this.opened.set(own, { node, keyword });
    } else {
      const known = this.nodes.get(own);
      if (known)
        this.nodes.set(own, { ...node, group: node.group ?? known.group });
      else this.nodes.set(own, node);
    }
  }

  private end(text: string, span: Span): string {
    const { key, keyword } = readEnd(text);
    if (keyword === 'usecase') this.usecases.add(key);
    const port = this.ports.get(key);
    if (port !== undefined) return port;
    if (
      !this.nodes.has(key) &&
      !this.opened.has(key) &&
      !this.usecases.has(key) &&
      !this.diagram.groups.some(group => group.key === key)
    ) {
      this.nodes.set(key, {
        key,
        label: key,
        shape: keyword ? shapeOf(keyword) : undefined,
        group: this.group,
        span,
      });
    }
    return key;
  }

  private arrow(
    arrow: NonNullable<ReturnType<typeof readArrow>>,
    span: Span,
  ): void {
    const from = this.end(arrow.from, span);
    const to = this.end(arrow.to, span);
    if (this.diagram.edges.length >= MAX_EDGES) return;
    if (this.sequence) {
      // answers are drawn dashed, or go back to who asked first
      const [caller, callee] =
        arrow.heads === 'backward' ? [to, from] : [from, to];
      if (arrow.dashed || this.calls.has(`${callee}\n${caller}`)) return;
      this.calls.add(`${caller}\n${callee}`);
    }
    this.diagram.edges.push({
      from,
      to,
      label: arrow.label,
      heads: arrow.heads,
      span,
    });
  }

  /** Boxes with nothing in them are elements; a box that only holds is not. */
  private finish(): void {
    const holding = new Set<string | undefined>();
    for (const { group } of this.nodes.values()) holding.add(group);
    for (const { node } of this.opened.values()) holding.add(node.group);
    const drawn = new Set(
      this.diagram.edges.flatMap(({ from, to }) => [from, to]),
    );
    for (const [key, { node, keyword }] of this.opened) {
      if (holding.has(key)) continue;
      if (!HOLDERS.has(keyword) || drawn.has(key)) this.nodes.set(key, node);
    }
    this.diagram.nodes.push(...this.nodes.values());
    if (!this.diagram.nodes.length && this.otherLines) {
      this.diagram.warnings.push({
        message:
          'This PlantUML diagram does not draw infrastructure (classes, states or activities) and was left out. Component, deployment, C4 and sequence diagrams are read.',
        span: this.page.span,
      });
    }
  }
}
