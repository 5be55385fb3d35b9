import { z } from 'zod';
import { answerSchemaWith } from './answerSchema';
import { toResponseSchema } from './responseSchema';

/** A quote is compared with the text; longer ones are no help to a reader. */
const quoteSchema = z.string().max(2000);

const quotes = {
  evidence: z
    .array(quoteSchema)
    .max(20)
    .default([])
    .describe('Verbatim quotes from the data block'),
};

/** What Gemini answers to a description in words. */
export const textAnswerSchema = answerSchemaWith({
  element: quotes,
  relation: quotes,
  warning: { evidence: quoteSchema.optional().describe('Verbatim quote') },
});

export const textResponseSchema = toResponseSchema(textAnswerSchema);

/** An answer about a text that follows the schema. */
export type TextAnswer = z.infer<typeof textAnswerSchema>;
