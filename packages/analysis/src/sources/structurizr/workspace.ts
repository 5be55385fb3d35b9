import { MAX_EDGES, MAX_NODES, type Span } from '../diagram';
import {
  ARGUMENTS,
  canonical,
  type Archetype,
  type ElementKeyword,
  type Workspace,
  type WorkspaceElement,
} from './model';
import type { Statement } from './statements';

/** A block that the reader is in. */
interface Scope {
  what:
    | 'root'
    | 'model'
    | 'element'
    | 'group'
    | 'node'
    | 'archetypes'
    | 'archetype'
    | 'styles'
    | 'style'
    | 'views'
    | 'skip'
    | 'relation';
  element?: WorkspaceElement;
  archetype?: Archetype;
  group?: string;
  id?: string;
  tag?: string;
  /** What is deployed in the deployment node that this is. */
  place?: Set<WorkspaceElement>;
}

interface PendingRelation {
  from?: string;
  self?: WorkspaceElement;
  to: string;
  scopes: string[];
  description?: string;
  technology?: string;
  span: Span;
}

const ARROW = /^-(?:-[\w-]{1,60}-)?>$|^--[\w-]{1,60}->$/;
const SKIPPED =
  /^(?:properties|perspectives|configuration|users|terminology|branding|!script|!plugin|!docs|!adrs|!decisions|!elements|!relationships|healthcheck)$/i;

const splitTags = (words: string[]) =>
  words
    .flatMap(word => word.split(','))
    .map(tag => tag.trim())
    .filter(Boolean)
    .slice(0, 50);

class WorkspaceReader {
  private readonly workspace: Workspace = {
    elements: [],
    relations: [],
    shapes: new Map(),
    groups: [],
    warnings: [],
  };
  private readonly scopes: Scope[] = [{ what: 'root' }];
  private readonly archetypes = new Map<string, Archetype>();
  private readonly constants = new Map<string, string>();
  /** Elements by full path, lower case. */
  private readonly ids = new Map<string, WorkspaceElement>();
  private readonly places = new Map<string, Set<WorkspaceElement>>();
  private readonly pending: PendingRelation[] = [];

  read(statements: Statement[]): Workspace {
    for (const statement of statements) {
      if (statement.closes) {
        if (this.scopes.length > 1) this.scopes.pop();
        continue;
      }
      const before = this.scopes.length;
      this.statement(statement);
      if (statement.opens && this.scopes.length === before)
        this.push({ what: 'skip' });
    }
    this.relate();
    return this.workspace;
  }

  private get scope(): Scope {
    return this.scopes[this.scopes.length - 1];
  }

  private push(scope: Scope): void {
    this.scopes.push(this.scopes.length > 200 ? { what: 'skip' } : scope);
  }

  private statement(statement: Statement): void {
    const { opens, span } = statement;
    const words = statement.words.map(word => this.fill(word));
    const [first = ''] = words;
    const { scope } = this;
    const lower = first.toLowerCase();
    if (scope.what === 'skip' || !words.length) return;
    if (lower === '!const' || lower === '!constant' || lower === '!var') {
      if (words[1]) this.constants.set(words[1], words[2] ?? '');
      return;
    }
    if (
      lower.startsWith('!include') ||
      (lower === 'workspace' && words[1] === 'extends')
    ) {
      const what = words[lower === 'workspace' ? 2 : 1] ?? '';
      this.warn(
        `${what.slice(
          0,
          200,
        )} is not part of this text, so what it defines is missing. Give the files together.`,
        span,
      );
      if (lower === 'workspace' && opens) this.push({ what: 'root' });
      return;
    }
    if (lower === '!ref' || lower === '!element' || lower === '!extend') {
      const element = this.find(words[1] ?? '', this.path());
      if (opens)
        this.push(
          element
            ? { what: 'element', element, id: this.pathOf(element) }
            : { what: 'skip' },
        );
      return;
    }
    if (SKIPPED.test(first)) return;
    if (scope.what === 'archetypes' || scope.what === 'archetype') {
      this.archetype(words, opens);
      return;
    }
    if (/^(?:views|styles|style)$/.test(scope.what)) {
      this.style(words, opens);
      return;
    }
    if (this.block(lower, words, opens)) return;
    if (this.property(lower, words)) return;
    if (this.relation(words, opens, span)) return;
    this.element(words, opens, span);
  }

  private block(lower: string, words: string[], opens: boolean): boolean {
    if (lower === 'workspace') {
      this.workspace.name = words[1] ?? this.workspace.name;
      this.workspace.description = words[2] ?? this.workspace.description;
      if (opens) this.push({ what: 'root' });
      return true;
    }
    if (!opens) return false;
    if (lower === 'model') this.push({ what: 'model' });
    else if (lower === 'archetypes') this.push({ what: 'archetypes' });
    else if (lower === 'views') this.push({ what: 'views' });
    else return false;
    return true;
  }

  private property(lower: string, words: string[]): boolean {
    const { scope, workspace } = this;
    const target = scope.element ?? scope.archetype;
    if (scope.what === 'root' && words.length === 2) {
      if (lower === 'name') workspace.name = words[1];
      else if (lower === 'description') workspace.description = words[1];
      else return false;
      return true;
    }
    if (lower === 'description' || lower === 'technology') {
      if (target && scope.what !== 'relation') target[lower] = words[1];
      return true;
    }
    if (lower === 'tags' || lower === 'tag') {
      if (target && scope.what !== 'relation')
        target.tags.push(...splitTags(words.slice(1)));
      return true;
    }
    return (
      /^(?:url|instances|metadata|this)$/.test(lower) &&
      !ARROW.test(words[1] ?? '')
    );
  }

  /** `name = base {` with `technology`, `tags` and `description` in it. */
  private archetype(words: string[], opens: boolean): void {
    const { scope } = this;
    if (scope.what === 'archetype') {
      this.property(words[0].toLowerCase(), words);
      return;
    }
    const [name, equals, base] = words;
    if (equals !== '=' || !base) return;
    const known = this.archetypes.get(base.toLowerCase());
    const archetype: Archetype = {
      base: known?.base ?? canonical(base) ?? base,
      technology: known?.technology,
      description: known?.description,
      tags: [...(known?.tags ?? [])],
    };
    this.archetypes.set(name.toLowerCase(), archetype);
    if (opens) this.push({ what: 'archetype', archetype });
  }

  private style(words: string[], opens: boolean): void {
    const { scope, workspace } = this;
    const lower = words[0].toLowerCase();
    if (scope.what === 'style') {
      if (lower === 'shape' && words[1])
        workspace.shapes.set(scope.tag!, words[1].toLowerCase());
    } else if (scope.what === 'styles') {
      if (opens && lower === 'element' && words[1]) {
        this.push({ what: 'style', tag: words[1].toLowerCase() });
      }
    } else if (opens && lower === 'styles') this.push({ what: 'styles' });
  }

  private relation(words: string[], opens: boolean, span: Span): boolean {
    const named = words[1] === '=' ? words.slice(2) : words;
    const arrow = named.findIndex((word, i) => i < 2 && ARROW.test(word));
    if (arrow < 0) return false;
    const [to, description, technology] = named.slice(arrow + 1);
    if (to && this.pending.length < MAX_EDGES) {
      const from = arrow === 1 ? named[0] : undefined;
      this.pending.push({
        from: from?.toLowerCase() === 'this' ? undefined : from,
        self: this.scope.element,
        to,
        scopes: this.path(),
        description: description || undefined,
        technology: technology || undefined,
        span,
      });
    }
    if (opens) this.push({ what: 'relation' });
    return true;
  }

  private element(words: string[], opens: boolean, span: Span): void {
    const id = words[1] === '=' ? words[0] : undefined;
    const [keyword = '', name = '', ...args] = id ? words.slice(2) : words;
    const archetype = this.archetypes.get(keyword.toLowerCase());
    const kind = archetype ? archetype.base : canonical(keyword);
    if (!kind) {
      if (this.scope.what !== 'root' && words.length > 1) {
        this.warn(
          `This line of the workspace could not be read: ${words
            .join(' ')
            .slice(0, 150)}`,
          span,
        );
      }
      return;
    }
    if (
      kind === 'group' ||
      kind === 'enterprise' ||
      kind === 'deploymentNode' ||
      kind.startsWith('deployment')
    ) {
      const key = `group-${this.workspace.groups.length}`;
      this.workspace.groups.push({
        key,
        label: name,
        parent: this.scope.group,
      });
      const place = kind === 'deploymentNode' ? this.place(id) : undefined;
      if (opens) {
        // a group is no part of hierarchical identifiers, a deployment node is
        this.push({
          ...this.scope,
          what: this.scope.element ? 'element' : 'group',
          group: key,
          place,
          id: kind.startsWith('deployment') ? this.join(id) : this.scope.id,
        });
      }
      return;
    }
    if (
      kind === 'containerInstance' ||
      kind === 'softwareSystemInstance' ||
      kind === 'instanceOf'
    ) {
      const instance = this.find(name, this.path());
      if (instance) this.deploy(instance);
      if (instance && id) this.register(id, instance);
      // relations in its block are those of what is deployed, the rest is the instance's own
      if (opens)
        this.push({ what: 'relation', element: instance, id: this.join(id) });
      return;
    }
    this.define(kind as ElementKeyword, archetype, id, name, args, span, opens);
  }

  private define(
    keyword: ElementKeyword,
    archetype: Archetype | undefined,
    id: string | undefined,
    name: string,
    args: string[],
    span: Span,
    opens: boolean,
  ): void {
    if (this.workspace.elements.length >= MAX_NODES) return;
    const given = Object.fromEntries(
      (ARGUMENTS[keyword] ?? []).map((argument, i) => [
        argument,
        args[i] || undefined,
      ]),
    );
    const element: WorkspaceElement = {
      key: `e${this.workspace.elements.length}`,
      base: keyword,
      keyword,
      name,
      description: given.description ?? archetype?.description,
      technology: given.technology ?? archetype?.technology,
      tags: [...(archetype?.tags ?? []), ...splitTags([given.tags ?? ''])],
      parent: this.scope.element,
      group: this.scope.group,
      span,
    };
    this.workspace.elements.push(element);
    if (keyword === 'infrastructureNode') this.deploy(element);
    if (id) this.register(id, element);
    if (opens)
      this.push({
        what: 'element',
        element,
        group: this.scope.group,
        id: id ? this.join(id) : this.scope.id,
      });
  }

  /** A deployment node: no element, but a relation to it may mean the one thing in it. */
  private place(id: string | undefined): Set<WorkspaceElement> {
    const place = new Set<WorkspaceElement>();
    if (id) {
      this.places.set(this.join(id)!, place);
      this.places.set(id.toLowerCase(), place);
    }
    return place;
  }

  private deploy(element: WorkspaceElement): void {
    for (const { place } of this.scopes) place?.add(element);
  }

  private placeOf(
    id: string,
    scopes: readonly string[],
  ): Set<WorkspaceElement> | undefined {
    const lower = id.toLowerCase();
    return (
      scopes.map(scope => this.places.get(`${scope}.${lower}`)).find(Boolean) ??
      this.places.get(lower) ??
      this.places.get(lower.slice(lower.lastIndexOf('.') + 1))
    );
  }

  private register(id: string, element: WorkspaceElement): void {
    this.ids.set(this.join(id)!, element);
    // flat identifiers are known everywhere
    if (!this.ids.has(id.toLowerCase()))
      this.ids.set(id.toLowerCase(), element);
  }

  private join(id: string | undefined): string | undefined {
    if (!id) return this.scope.id;
    return this.scope.id
      ? `${this.scope.id}.${id.toLowerCase()}`
      : id.toLowerCase();
  }

  private pathOf(element: WorkspaceElement): string | undefined {
    for (const [path, known] of this.ids) if (known === element) return path;
    return undefined;
  }

  /** Paths of the blocks around, innermost first. */
  private path(): string[] {
    return [...new Set(this.scopes.map(scope => scope.id).filter(Boolean))]
      .reverse()
      .slice(0, 20) as string[];
  }

  private find(
    id: string,
    scopes: readonly string[],
  ): WorkspaceElement | undefined {
    const lower = id.toLowerCase();
    for (const scope of scopes) {
      const found = this.ids.get(`${scope}.${lower}`);
      if (found) return found;
    }
    return (
      this.ids.get(lower) ??
      this.ids.get(lower.slice(lower.lastIndexOf('.') + 1))
    );
  }

  /** Relations may name what is defined further down, so they are resolved at the end. */
  private relate(): void {
    for (const { from, self, to, scopes, description, technology, span } of this
      .pending) {
      const ends = [from ?? 'this', to].map(end => {
        if (end.toLowerCase() === 'this')
          return self ? { element: self } : undefined;
        const element = this.find(end, scopes);
        const place = element ? undefined : this.placeOf(end, scopes);
        if (!element && !place) return undefined;
        return {
          element: element ?? (place!.size === 1 ? [...place!][0] : undefined),
        };
      });
      const [source, target] = ends.map(end => end?.element);
      if (ends.every(Boolean)) {
        if (!source || !target || source === target) continue;
        this.workspace.relations.push({
          from: source.key,
          to: target.key,
          description,
          technology,
          span,
        });
      } else {
        this.warn(
          `"${(ends[0] ? to : from ?? 'this').slice(
            0,
            100,
          )}" is not defined in this workspace, so a relation to it was left out.`,
          span,
        );
      }
    }
  }

  private fill(word: string): string {
    return word.includes('${')
      ? word
          .replace(
            /\$\{([\w.-]{1,100})\}/g,
            (whole, name) => this.constants.get(name) ?? whole,
          )
          .slice(0, 4000)
      : word;
  }

  private warn(message: string, span: Span): void {
    if (this.workspace.warnings.length < 100)
      this.workspace.warnings.push({ message, span });
  }
}

/** Reads a Structurizr workspace. */
export function readWorkspace(statements: Statement[]): Workspace {
  return new WorkspaceReader().read(statements);
}
