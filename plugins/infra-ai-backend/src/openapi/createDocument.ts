import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { routes, type RouteDescription } from './routes';
import { answers, shared } from './schemas';

/** Of the API, not of the package: raised when a request or an answer changes. */
const API_VERSION = '1.0.0';

const ERRORS: Record<number, string> = {
  400: 'The request is not valid; the message says what to change.',
  401: 'There are no valid credentials.',
  403: 'The caller lacks a permission.',
  404: 'There is no such thing, or the caller may not see it.',
  408: 'The body did not arrive in time.',
  409: 'The state does not allow it, or somebody else was faster.',
  413: 'The body is over the limit.',
  415: 'The body is of another kind than this route takes.',
  429: 'Too much of it is under way. Try again in a minute.',
  500: 'The analyzer stopped with an unexpected error.',
  502: 'Another service failed: the analyzer, GitHub or the scaffolder.',
  503: 'Another service is not available now, or too much is going on. Try again later.',
  504: 'The analysis took too long.',
};

type Schemas = Record<string, JsonObject>;

/** Name for a schema that is written where it is used. */
const UNNAMED = '_';

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/**
 * The OpenAPI document of the REST API: the schemas that requests are checked with, and a description per route.
 *
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function createDocument(): JsonObject {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Infrastructure AI',
      version: API_VERSION,
      description:
        'Turns descriptions and pictures of infrastructure into catalog entities, and publishes them. Callers see their own analyses only. Fields may be added to answers; readers ignore those they do not know.',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/infra-ai', description: 'This portal' }],
    security: [{ bearer: [] }],
    tags: [
      { name: 'Analyses', description: 'Start, follow, correct and delete.' },
      {
        name: 'Entities',
        description:
          'Where they came from, and whether their repositories still say so.',
      },
      { name: 'Publishing', description: 'To GitHub, and on to the catalog.' },
      { name: 'About', description: 'What runs here, and how it is.' },
    ],
    paths: toPaths(),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage token, or one of `backend.auth.externalAccess`.',
        },
      },
      schemas: toSchemas(),
      responses: Object.fromEntries(
        Object.entries(ERRORS).map(([status, description]) => [
          `Error${status}`,
          {
            description,
            content: { 'application/json': { schema: refTo('Error') } },
          },
        ]),
      ),
    },
  };
}

function toPaths(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = toOperation(route);
  }
  return paths;
}

function toOperation(route: RouteDescription): JsonObject {
  const { operationId, summary, description, tag } = route;
  const parameters = toParameters(route);
  return {
    operationId,
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    ...(parameters.length ? { parameters } : {}),
    ...(route.body ? { requestBody: toBody(route.body, route) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [
          status,
          toAnswer(answer),
        ]),
      ),
      ...Object.fromEntries(
        [401, ...route.errors].map(status => [
          status,
          { $ref: `#/components/responses/Error${status}` },
        ]),
      ),
    },
  };
}

function toParameters(route: RouteDescription): JsonObject[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const { properties = {} } = route.query ? sent(route.query) : {};
  const inQuery = Object.entries(properties as Schemas).map(
    ([name, schema]) => ({ name, in: 'query', schema }),
  );
  const inHeader = Object.entries(route.headers ?? {}).map(
    ([name, description]) => ({
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
    }),
  );
  return [...inPath, ...inQuery, ...inHeader];
}

const BINARY = { type: 'string', format: 'binary' };

function toBody(body: z.ZodObject, route: RouteDescription): JsonObject {
  const file = route.file ?? route.files;
  const name = nameOf(body, shared);
  const schema = name ? refTo(name) : sent(body);
  if (!file) {
    return { required: true, content: { 'application/json': { schema } } };
  }
  const form = {
    ...schema,
    required: [file],
    properties: {
      [file]: route.files
        ? { type: 'array', items: BINARY, minItems: 1 }
        : BINARY,
      ...(schema as { properties?: JsonObject }).properties,
    },
  };
  return {
    required: true,
    content: { 'multipart/form-data': { schema: form } },
  };
}

function toAnswer(answer: RouteDescription['answers'][number]): JsonObject {
  const { description, schema, mediaTypes, headers } = answer;
  const content = schema
    ? { 'application/json': { schema: answered(schema) } }
    : Object.fromEntries(
        (mediaTypes ?? []).map(type => [
          type,
          {
            schema: type.startsWith('text/')
              ? { type: 'string' }
              : { type: 'string', format: 'binary' },
          },
        ]),
      );
  return {
    description,
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: 'string' } },
            ]),
          ),
        }
      : {}),
    ...(Object.keys(content).length ? { content } : {}),
  };
}

/** Schema of what is sent; what has a name is referred to. */
function sent(schema: z.ZodType): JsonObject {
  return convert({ ...shared, [UNNAMED]: schema }, 'input')[UNNAMED];
}

/** Schema of an answer. */
function answered(schema: z.ZodType): JsonObject {
  const name = nameOf(schema, answers);
  return name
    ? refTo(name)
    : convert({ ...answers, ...shared, [UNNAMED]: schema }, 'output')[UNNAMED];
}

function toSchemas(): JsonObject {
  return {
    ...convert({ ...answers, ...shared }, 'output'),
    // As they are checked when they are sent: defaults may be left out.
    ...convert(shared, 'input'),
  };
}

function nameOf(
  schema: z.ZodType,
  named: Record<string, z.ZodType>,
): string | undefined {
  return Object.keys(named).find(name => named[name] === schema);
}

function convert(named: Record<string, z.ZodType>, io: 'input' | 'output') {
  const registry = z.registry<{ id: string }>();
  Object.entries(named).forEach(([id, schema]) => registry.add(schema, { id }));
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: id => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // Answers may grow; a reader that refuses what it does not know would break.
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _id, $schema: _, ...schema }]) => [
      id,
      schema as JsonObject,
    ]),
  );
}
