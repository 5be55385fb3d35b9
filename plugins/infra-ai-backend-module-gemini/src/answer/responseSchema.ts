import { z } from 'zod';
import type { GeminiSchema } from '../client/geminiSchema';

interface JsonSchema {
  type?: string;
  description?: string;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/**
 * An answer's schema in Gemini's dialect. Types, names, enums and descriptions go; lengths, counts and patterns stay
 * with us: Gemini refuses a schema with "too many states", and we check them in any case.
 */
export function toResponseSchema(schema: z.ZodType): GeminiSchema {
  return toGemini(z.toJSONSchema(schema, { io: 'output' }) as JsonSchema);
}

function toGemini(schema: JsonSchema): GeminiSchema {
  const description = schema.description
    ? { description: schema.description }
    : {};
  switch (schema.type) {
    case 'object': {
      const properties = schema.properties ?? {};
      return {
        type: 'object',
        ...description,
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, value]) => [
            name,
            toGemini(value),
          ]),
        ),
        required: schema.required ?? [],
        // Without it the fields come in alphabetical order: the confidence before the evidence it rests on.
        propertyOrdering: Object.keys(properties),
      };
    }
    case 'array':
      return { type: 'array', ...description, items: toGemini(schema.items!) };
    case 'string':
      return schema.enum
        ? { type: 'string', ...description, format: 'enum', enum: schema.enum }
        : { type: 'string', ...description };
    case 'number':
    case 'integer':
    case 'boolean':
      return { type: schema.type, ...description };
    default:
      throw new Error(`Gemini takes no schema of type ${schema.type}`);
  }
}
