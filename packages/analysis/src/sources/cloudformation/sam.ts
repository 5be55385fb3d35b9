import type { CloudResource, Fact, Place, Reference } from '../cloud';
import { entriesOf, get, textOf, type Tree } from '../cloud/tree';
import type { Template } from './template';
import { evaluate } from './values';

/** Gateways that SAM makes for events that name none. */
const IMPLICIT: Record<string, { id: string; type: string; property: string }> =
  {
    Api: {
      id: 'ServerlessRestApi',
      type: 'aws_api_gateway_rest_api',
      property: 'RestApiId',
    },
    HttpApi: {
      id: 'ServerlessHttpApi',
      type: 'aws_apigatewayv2_api',
      property: 'ApiId',
    },
  };

/**
 * Reads `Events` of SAM functions and state machines: who calls them. Sources that they poll or subscribe to are read
 * as settings already; here are those that call.
 */
export function readEvents(
  template: Template,
  id: string,
  properties: Tree | undefined,
  added: Map<string, CloudResource>,
): void {
  const target: Reference = { target: template.keyOf(id) };
  for (const { key, value, start } of entriesOf(get(properties, 'Events'))) {
    const type = textOf(get(value, 'Type')) ?? '';
    const place = template.place({ start, end: value.end });
    const implicit = IMPLICIT[type];
    if (implicit) {
      const named = get(value, 'Properties', implicit.property);
      const refs = named ? evaluate(named, template).refs : [];
      const gateway = refs.length
        ? refs
        : [addGateway(template, implicit, place, added)];
      addCall(template, `${id}.${key}`, gateway, target, place, added);
    } else if (type === 'Cognito') {
      const pool = get(value, 'Properties', 'UserPool');
      if (pool)
        addCall(
          template,
          `${id}.${key}`,
          evaluate(pool, template).refs,
          target,
          place,
          added,
        );
    }
  }
}

function addGateway(
  template: Template,
  { id, type }: { id: string; type: string },
  place: Place,
  added: Map<string, CloudResource>,
): Reference {
  const key = template.keyOf(id);
  if (!added.has(key)) {
    added.set(key, { key, type, label: id, address: id, facts: [], place });
  }
  return { target: key };
}

function addCall(
  template: Template,
  id: string,
  from: readonly Reference[],
  to: Reference,
  place: Place,
  added: Map<string, CloudResource>,
): void {
  const fact = (path: string, refs: readonly Reference[]): Fact => ({
    path,
    refs,
    place,
  });
  const key = `${template.keyOf(id)}#event`;
  added.set(key, {
    key,
    type: 'aws_lambda_permission',
    label: id,
    address: id,
    facts: [fact('source_arn', from), fact('function_name', [to])],
    place,
  });
}
