/** The part of OpenAPI's schema that Gemini takes as `responseSchema`. */
export type GeminiSchema =
  | { type: 'string'; description?: string; format?: 'enum'; enum?: string[] }
  | { type: 'number' | 'integer' | 'boolean'; description?: string }
  | { type: 'array'; description?: string; items: GeminiSchema }
  | {
      type: 'object';
      description?: string;
      properties: Record<string, GeminiSchema>;
      required: string[];
      propertyOrdering: string[];
    };
