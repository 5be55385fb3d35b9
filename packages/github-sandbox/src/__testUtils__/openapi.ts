import { readFileSync } from 'node:fs';
import Ajv, { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

type Json = Record<string, any>;

const description = JSON.parse(
  readFileSync(
    require.resolve('@octokit/openapi/generated/api.github.com.json'),
    'utf8',
  ),
) as Json;

/** OpenAPI 3.0 says `nullable`; JSON Schema says a type of null. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toJsonSchema);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const { nullable, example, discriminator, oneOf, ...rest } = value as Json;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, toJsonSchema(item)]),
  ) as Json;
  if (Array.isArray(oneOf)) {
    // GitHub's alternatives overlap, so exactly one cannot be asked for.
    schema.anyOf = toJsonSchema(oneOf);
  }
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats(ajv);
ajv.addSchema({
  $id: 'github',
  components: toJsonSchema({ schemas: description.components.schemas }),
});

function absolute(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(toJsonSchema(schema)).replaceAll(
      '"#/components/',
      '"github#/components/',
    ),
  );
}

/**
 * What is wrong with an answer, by GitHub's own description.
 *
 * @throws when GitHub does not describe this answer at all.
 */
export function openApiProblems(
  operation: string,
  status: number,
  body: unknown,
  schemaName?: string,
): string[] {
  const [method, path] = operation.split(' ');
  let response =
    description.paths[path]?.[method.toLowerCase()]?.responses?.[status];
  if (response?.$ref) {
    response = description.components.responses[response.$ref.split('/').pop()];
  }
  if (!response) {
    throw new Error(`GitHub does not describe ${status} of ${operation}`);
  }
  const described = response.content?.['application/json']?.schema;
  const schema = schemaName
    ? { $ref: `#/components/schemas/${schemaName}` }
    : described;
  if (!schema) {
    return body === undefined ? [] : ['a body where GitHub sends none'];
  }
  const validate = ajv.compile(absolute(schema));
  return validate(body) ? [] : (validate.errors ?? []).map(describe);
}

function describe(error: ErrorObject): string {
  return `${error.instancePath || '/'} ${error.message} ${JSON.stringify(
    error.params,
  )}`;
}
