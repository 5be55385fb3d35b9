import type { Reference } from '../cloud';
import { get, textOf, type Tree } from '../cloud/tree';
import { Template } from '../cloudformation/template';
import { snake } from '../cloudformation/types';

/** Settings that hold the name under which a resource is deployed. */
const DEPLOYED = [
  'BucketName',
  'TopicName',
  'QueueName',
  'TableName',
  'Name',
  'UserPoolName',
];

/** The resources of a configuration, and its functions under the ids that the framework gives them. */
export class FunctionTemplate extends Template {
  private readonly functions = new Map<string, string>();

  constructor(
    source: number,
    path: string,
    root: Tree,
    names: readonly string[],
  ) {
    super(
      source,
      path,
      root,
      () => ({ refs: [] }),
      () => undefined,
    );
    for (const name of names) {
      const id = name.replace(/-/g, 'Dash').replace(/_/g, 'Underscore');
      this.functions.set(
        `${id[0]?.toUpperCase()}${id.slice(1)}LambdaFunction`,
        name,
      );
    }
  }

  functionKey(name: string): string {
    return `${this.keyOf('functions')}.${name}`;
  }

  /** The resource that is deployed under a name, or under an ARN that ends in it. */
  byName(text: string): Reference | undefined {
    const name = text.split(/[:/]/).pop()!;
    const found = this.resources.find(({ value }) =>
      DEPLOYED.some(
        setting => textOf(get(value, 'Properties', setting)) === name,
      ),
    );
    return found ? { target: this.keyOf(found.key) } : undefined;
  }

  override ref(name: string) {
    const own = this.functions.get(name);
    if (own === undefined) return super.ref(name);
    return { refs: [{ target: this.functionKey(own) }] as Reference[] };
  }

  override attribute(name: string, attribute: string) {
    const own = this.functions.get(name);
    if (own === undefined) return super.attribute(name, attribute);
    return {
      refs: [
        { target: this.functionKey(own), attribute: snake(attribute) },
      ] as Reference[],
    };
  }
}
