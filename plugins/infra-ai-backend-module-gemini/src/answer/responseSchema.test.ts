import type { GeminiSchema } from '../client/geminiSchema';
import { pictureResponseSchema } from './pictureAnswer';
import { textResponseSchema } from './textAnswer';

function elementOf(schema: GeminiSchema) {
  const list = schema.type === 'object' && schema.properties.elements;
  if (!list || list.type !== 'array' || list.items.type !== 'object') {
    throw new Error('The schema has no list of elements');
  }
  return list.items;
}

describe('the schema that Gemini gets', () => {
  it.each([
    ['a text', textResponseSchema],
    ['a picture', pictureResponseSchema],
  ])('names types and enums for %s, and no limits', (_, schema) => {
    expect(elementOf(schema).properties.kind).toEqual({
      type: 'string',
      format: 'enum',
      enum: ['component', 'resource', 'api'],
    });
    expect(JSON.stringify(schema)).not.toMatch(
      /maxLength|minLength|maxItems|pattern|additionalProperties|\$schema|default/,
    );
  });

  it('asks for quotes from a text', () => {
    expect(elementOf(textResponseSchema).required).toEqual([
      'id',
      'kind',
      'type',
      'name',
      'evidence',
      'confidence',
    ]);
  });

  it('asks for a box and the source of the name in a picture, before the confidence', () => {
    const { properties, propertyOrdering, required } = elementOf(
      pictureResponseSchema,
    );
    expect(properties.box_2d).toMatchObject({
      type: 'array',
      items: { type: 'integer' },
    });
    expect(properties.nameSource).toMatchObject({
      enum: ['label', 'icon', 'description', 'conclusion'],
    });
    expect(required).toEqual([
      'id',
      'kind',
      'type',
      'name',
      'nameSource',
      'box_2d',
      'confidence',
    ]);
    expect(propertyOrdering.slice(-4)).toEqual([
      'nameSource',
      'box_2d',
      'inferredBecause',
      'confidence',
    ]);
  });
});
