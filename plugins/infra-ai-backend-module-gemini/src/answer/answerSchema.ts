import {
  elementSchema,
  infrastructureModelSchema,
  relationSchema,
  warningSchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';

/** A quote is compared with the text; longer ones are no help to a reader. */
const quoteSchema = z.string().max(2000);

const foundSchema = {
  evidence: z
    .array(quoteSchema)
    .max(20)
    .default([])
    .describe('Verbatim quotes from the data block'),
  inferredBecause: z
    .string()
    .optional()
    .describe('Why you conclude it, when there is no evidence'),
  confidence: elementSchema.shape.confidence.describe('0 to 1'),
};

const answerElementSchema = z.object({
  ...elementSchema.omit({ evidence: true, definition: true, confidence: true })
    .shape,
  ...foundSchema,
});

const answerRelationSchema = z.object({
  ...relationSchema.omit({ evidence: true, confidence: true }).shape,
  from: relationSchema.shape.from.describe('id of an element'),
  to: relationSchema.shape.to.describe('id of an element'),
  ...foundSchema,
});

const systemSchema = infrastructureModelSchema.shape.system.unwrap();

/**
 * What Gemini answers: the model of the suite, with quotes in place of spans, which a language model cannot count.
 * Fields and their limits are those of the model's own schema; fields that are not asked for are dropped.
 */
export const answerSchema = z.object({
  language: z.string().optional().describe('ISO 639-1 code'),
  system: z.object(systemSchema.shape).optional(),
  elements: z
    .array(answerElementSchema)
    .max(5000)
    .superRefine((elements, ctx) => {
      const ids = new Set<string>();
      for (const [index, { id }] of elements.entries()) {
        if (ids.has(id)) {
          ctx.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `The id "${id}" is used by more than one element`,
          });
        }
        ids.add(id);
      }
    }),
  relations: z.array(answerRelationSchema).max(20000).default([]),
  warnings: z
    .array(
      z.object({
        message: warningSchema.shape.message,
        evidence: quoteSchema.optional().describe('Verbatim quote'),
      }),
    )
    .max(500)
    .default([]),
});

/** An answer that follows the schema. */
export type Answer = z.infer<typeof answerSchema>;
/** An element or a relation, as far as its evidence goes. */
export type Found = Pick<
  Answer['elements'][number],
  'evidence' | 'inferredBecause' | 'confidence'
>;
