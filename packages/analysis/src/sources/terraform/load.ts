import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { CloudResource, Fact, Place } from '../cloud';
import { withKeys, withoutCopies, withServices } from './copies';
import { Evaluator } from './evaluate';
import { FactCollector } from './facts';
import { normalize } from './files';
import { Instance, META, repetitionOf } from './instance';
import { attributeOf, type Module, type Placed } from './module';
import type { Block } from './hcl';
import { guessModule, PASS_ON } from './registry';
import { UNKNOWN } from './value';

const MAX_RESOURCES = 10_000;
const MAX_INSTANCES = 2000;
const MAX_NESTING = 12;
const MAX_WARNINGS = 100;
/** Folders that show how a module is used. */
const EXAMPLES = /(?:^|\/)(?:examples?|tests?|fixtures|samples?|\.terraform)\//;

class Loader {
  private readonly evaluator = new Evaluator();
  private readonly instances: Instance[] = [];
  private readonly roots = new Map<string, Instance>();
  private readonly external: CloudResource[] = [];
  private readonly pending: Array<() => void> = [];
  /** How often each folder is called from one root. */
  private readonly calls = new Map<string, number>();

  constructor(
    private readonly modules: ReadonlyMap<string, Module>,
    private readonly evidence: (place: Place) => Evidence,
    private readonly warnings: ModelWarning[],
  ) {}

  load(): CloudResource[] {
    const roots = this.findRoots();
    for (const module of roots) this.start(module);
    // settings of unread modules are evaluated once every instance exists
    for (const finish of this.pending) finish();
    const resources = this.instances.flatMap(instance =>
      this.resourcesOf(instance),
    );
    if (this.evaluator.exhausted) {
      this.warn(
        'The configuration refers to itself too often to be followed in full; relations may be missing.',
      );
    }
    if (resources.length + this.external.length > MAX_RESOURCES) {
      this.warn(
        `More than ${MAX_RESOURCES} resources; the first ${MAX_RESOURCES} are read.`,
      );
    }
    return withoutCopies(
      [...resources, ...this.external].slice(0, MAX_RESOURCES),
    );
  }

  private findRoots(): Module[] {
    const all = [...this.modules.values()].filter(
      ({ resources, calls }) => resources.size + calls.size > 0,
    );
    const own = all.filter(({ folder }) => !EXAMPLES.test(folder));
    const modules = own.length ? own : all;
    const called = new Set<string>();
    for (const module of modules) {
      for (const { node } of module.calls.values()) {
        const folder = localFolder(module, node);
        if (folder !== undefined && folder !== module.folder)
          called.add(folder);
      }
    }
    const roots = modules.filter(({ folder }) => !called.has(folder));
    return roots.length ? roots : modules.slice(0, 1);
  }

  private start(module: Module): void {
    const root = `/${module.folder}`;
    const remote = (name: string, output: string) => {
      for (const [folder, instance] of this.roots) {
        if (folder.split('/').filter(Boolean).pop() === name)
          return instance.ownOutput(output);
      }
      return UNKNOWN;
    };
    const instance = new Instance(
      this.evaluator,
      module,
      '',
      root,
      undefined,
      undefined,
      remote,
    );
    this.roots.set(root, instance);
    this.expand(instance, [module.folder]);
  }

  private expand(instance: Instance, trail: string[]): void {
    this.instances.push(instance);
    for (const [name, { node, file }] of instance.module.calls) {
      const path = instance.addressOf(`module.${name}`);
      const folder = localFolder(instance.module, node);
      const module =
        folder === undefined ? undefined : this.modules.get(folder);
      if (!module) {
        this.addExternal(instance, name, { node, file });
        continue;
      }
      if (trail.includes(module.folder) || trail.length > MAX_NESTING) {
        this.warn(`module "${name}" calls itself; it is followed once.`, {
          node,
          file,
        });
        continue;
      }
      if (this.instances.length >= MAX_INSTANCES) {
        this.warn(
          `More than ${MAX_INSTANCES} module calls; the rest is not read.`,
        );
        return;
      }
      const called = `${instance.root} ${module.folder}`;
      this.calls.set(called, (this.calls.get(called) ?? 0) + 1);
      const child = new Instance(
        this.evaluator,
        module,
        path,
        instance.root,
        instance,
        name,
        instance.remote,
      );
      instance.children.set(name, child);
      const repetition = repetitionOf(a => attributeOf(node, a), instance);
      for (const attribute of node.body.attributes) {
        if (!META.has(attribute.name)) {
          child.give(attribute.name, attribute.value, repetition.bindings);
        }
      }
      this.expand(child, [...trail, module.folder]);
    }
  }

  /** A module that is not among the files is drawn as what its source or name says it is. */
  private addExternal(
    instance: Instance,
    name: string,
    call: Placed<Block>,
  ): void {
    const source = attributeOf(call.node, 'source');
    const text = source?.kind === 'literal' ? source.text : '';
    const guess = guessModule(text, name);
    const key = instance.keyOf(`module.${name}`);
    instance.children.set(name, { key });
    if (!guess.known) {
      const what =
        guess.type === PASS_ON
          ? 'what it makes is not drawn'
          : 'it is drawn as one element, from its name';
      this.warn(
        `module "${name}"${
          text ? ` (${text.slice(0, 200)})` : ''
        } is not among the files: ${what}.`,
        call,
      );
    }
    this.pending.push(() => {
      const repetition = repetitionOf(a => attributeOf(call.node, a), instance);
      if (repetition.never) return;
      const collector = new FactCollector(instance, call.file);
      collector.body(call.node.body, '', repetition.bindings);
      const facts = collector.facts.filter(
        ({ path }) => !/^(?:source|version|providers)(?:\.|$)/.test(path),
      );
      const made = {
        key,
        type: guess.type,
        label: name,
        address: instance.addressOf(`module.${name}`),
        place: placeOf(call),
        optional: repetition.optional || !guess.known,
      };
      this.external.push(
        ...(guess.type === 'aws_ecs_cluster'
          ? withServices(made, facts)
          : [{ ...made, facts }]),
      );
    });
  }

  private resourcesOf(instance: Instance): CloudResource[] {
    const found: CloudResource[] = [];
    const defaults = this.defaultTags(instance);
    for (const [address, placed] of instance.module.resources) {
      const { node } = placed;
      const repetition = repetitionOf(a => attributeOf(node, a), instance);
      if (repetition.never) continue;
      const collector = new FactCollector(instance, placed.file);
      collector.body(node.body, '', repetition.bindings);
      found.push({
        key: instance.keyOf(address),
        type: node.labels[0],
        label: node.labels[1],
        address: instance.addressOf(address),
        ...(instance.name ? { module: instance.name } : {}),
        repeated:
          (this.calls.get(`${instance.root} ${instance.module.folder}`) ?? 0) >
          1,
        facts: [
          ...withKeys(collector.facts, repetition.keys, placeOf(placed)),
          ...defaults,
        ],
        place: placeOf(placed),
        external: node.type === 'data',
        optional: repetition.optional,
      });
    }
    return found;
  }

  /** Tags that a provider puts on everything. */
  private defaultTags(instance: Instance): Fact[] {
    let root = instance;
    while (root.parent) root = root.parent;
    return root.module.providers.flatMap(({ node, file }) => {
      if (
        !node.body.blocks.some(({ type }) => type === 'default_tags') &&
        !attributeOf(node, 'default_labels')
      )
        return [];
      const collector = new FactCollector(root, file);
      collector.body(node.body, '', new Map());
      return collector.facts.flatMap(fact => {
        const tag = /^(?:default_tags\.tags|default_labels)\.(.+)$/.exec(
          fact.path,
        );
        return tag
          ? [{ ...fact, refs: [], path: `tags.${tag[1].toLowerCase()}` }]
          : [];
      });
    });
  }

  private warn(message: string, at?: Placed<Block>): void {
    if (this.warnings.length >= MAX_WARNINGS) return;
    this.warnings.push({
      message: message.slice(0, 900),
      ...(at ? { evidence: this.evidence(placeOf(at)) } : {}),
    });
  }
}

function localFolder(module: Module, call: Block): string | undefined {
  const source = attributeOf(call, 'source');
  return source?.kind === 'literal' && /^\.{1,2}(?:\/|$)/.test(source.text)
    ? normalize(`${module.folder}${source.text}/`)
    : undefined;
}

function placeOf({ node, file }: Placed<Block>): Place {
  return {
    source: file.source,
    start: file.base + node.start,
    end: file.base + node.end,
  };
}

/** Follows module calls from the roots and collects every resource that they make. */
export function loadResources(
  modules: ReadonlyMap<string, Module>,
  evidence: (place: Place) => Evidence,
  warnings: ModelWarning[],
): CloudResource[] {
  const loader = new Loader(modules, evidence, warnings);
  return loader.load();
}
