import type { CloudResource, Fact, Place, Reference } from '../cloud';
import { get, itemsOf, textOf, type Tree } from '../cloud/tree';
import { evaluate } from '../cloudformation/values';
import type { FunctionTemplate } from './template';

/** Gateways that the framework makes for events, under the ids it gives them. */
const GATEWAYS: Record<string, [id: string, type: string]> = {
  http: ['ApiGatewayRestApi', 'aws_api_gateway_rest_api'],
  httpApi: ['HttpApi', 'aws_apigatewayv2_api'],
  websocket: ['WebsocketsApi', 'aws_apigatewayv2_api'],
};
/** Events whose source calls the function. */
const CALLERS = new Set(['alb', 'cognitoUserPool']);
/** Events whose source the framework makes when it is named only: event → resource type. */
const MADE: Record<string, string> = {
  sns: 'aws_sns_topic',
  s3: 'aws_s3_bucket',
};
/** Where an event names its source. */
const SOURCES = [
  'arn',
  'topicName',
  'bucket',
  'stream',
  'queue',
  'eventBus',
  'pool',
  'listenerArn',
];

/** Reads `events` of one function: what calls it, and what it consumes. */
export function readFunctionEvents(
  template: FunctionTemplate,
  name: string,
  value: Tree,
  added: Map<string, CloudResource>,
): void {
  const target = { target: template.functionKey(name) };
  itemsOf(get(value, 'events')).forEach((event, index) => {
    const kind = event.kind === 'map' ? event.entries[0]?.key : textOf(event);
    const setting = event.kind === 'map' ? event.entries[0]?.value : undefined;
    if (!kind) return;
    const place = template.place(event);
    const link = (
      type: string,
      from: [string, Reference[]],
      to: [string, Reference[]],
    ) => {
      if (!from[1].length || !to[1].length) return;
      const key = `${template.functionKey(name)}#${index}`;
      const fact = ([path, refs]: [string, Reference[]]): Fact => ({
        path,
        refs,
        place,
      });
      added.set(key, {
        key,
        type,
        label: name,
        address: name,
        facts: [fact(from), fact(to)],
        place,
      });
    };
    const gateway = GATEWAYS[kind];
    if (gateway) {
      const [id, type] = gateway;
      const source = ensure(template, id, type, place, added);
      link(
        'aws_lambda_permission',
        ['source_arn', [source]],
        ['function_name', [target]],
      );
      return;
    }
    const sources = setting
      ? sourcesOf(template, kind, setting, place, added)
      : [];
    if (CALLERS.has(kind)) {
      link(
        'aws_lambda_permission',
        ['source_arn', sources],
        ['function_name', [target]],
      );
    } else {
      link(
        'aws_lambda_event_source_mapping',
        ['function_name', [target]],
        ['event_source_arn', sources],
      );
    }
  });
}

function sourcesOf(
  template: FunctionTemplate,
  kind: string,
  setting: Tree,
  place: Place,
  added: Map<string, CloudResource>,
): Reference[] {
  const trees = [setting, ...SOURCES.map(name => get(setting, name))];
  const refs: Reference[] = [];
  let text: string | undefined;
  for (const tree of trees) {
    if (
      !tree ||
      (tree.kind === 'map' &&
        !tree.tag &&
        tree === setting &&
        tree.entries.length > 1)
    )
      continue;
    const value = evaluate(tree, template);
    refs.push(...value.refs);
    text ??= value.text;
  }
  if (refs.length || !text) return refs;
  const named = template.byName(text);
  if (named) return [named];
  const made = MADE[kind];
  if (!made) return [];
  const id = text.split(':').pop()!;
  return [ensure(template, id, made, place, added)];
}

function ensure(
  template: FunctionTemplate,
  id: string,
  type: string,
  place: Place,
  added: Map<string, CloudResource>,
): Reference {
  const declared = template.ref(id).refs[0];
  if (declared) return declared;
  const key = template.keyOf(id);
  if (!added.has(key)) {
    added.set(key, { key, type, label: id, address: id, facts: [], place });
  }
  return { target: key };
}
