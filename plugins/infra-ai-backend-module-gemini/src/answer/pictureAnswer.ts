import { z } from 'zod';
import { answerSchemaWith } from './answerSchema';
import { toResponseSchema } from './responseSchema';

/** Gemini is told that they are whole, as it writes them itself; any number is taken. */
const coordinatesSchema = z.array(z.number().meta({ type: 'integer' }));
const FORM = '[ymin, xmin, ymax, xmax], 0 to 1000';

/** A box is an estimate of the model's: one that makes no sense is dropped later, and no reason to refuse the answer. */
const box = {
  box_2d: coordinatesSchema
    .catch([])
    .describe(`${FORM}; empty for what is not drawn`),
};

/** What Gemini answers to a picture. */
export const pictureAnswerSchema = answerSchemaWith({
  element: {
    nameSource: z
      .enum(['label', 'icon', 'description', 'conclusion'])
      .describe('Where the name is from'),
    ...box,
  },
  relation: {
    isDirectionClear: z
      .boolean()
      .describe('Whether an arrow head or words show the direction'),
    ...box,
  },
  warning: {
    box_2d: coordinatesSchema.optional().catch(undefined).describe(FORM),
  },
});

export const pictureResponseSchema = toResponseSchema(pictureAnswerSchema);

/** An answer about a picture that follows the schema. */
export type PictureAnswer = z.infer<typeof pictureAnswerSchema>;
