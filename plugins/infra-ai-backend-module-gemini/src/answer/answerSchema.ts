import {
  elementSchema,
  infrastructureModelSchema,
  relationSchema,
  warningSchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';

const systemSchema = infrastructureModelSchema.shape.system.unwrap();

/** What Gemini says of a finding whatever the material is. */
const certainty = {
  inferredBecause: z
    .string()
    .optional()
    .describe('Why you conclude it, when there is no evidence'),
  confidence: elementSchema.shape.confidence.describe('0 to 1'),
};

/**
 * Schema of an answer: the model of the suite, with `places` where the suite has evidence. What a place is depends on the
 * material: a language model cannot count characters, so it quotes; of a picture it gives boxes. Fields and their limits
 * are those of the model's own schema; fields that are not asked for are dropped.
 *
 * There is no field for anything but findings, so whatever the material talks the model into, nothing else comes back.
 */
export function answerSchemaWith<
  E extends z.ZodRawShape,
  R extends z.ZodRawShape,
  W extends z.ZodRawShape,
>(places: { element: E; relation: R; warning: W }) {
  const element = z.object({
    ...elementSchema.omit({
      evidence: true,
      definition: true,
      confidence: true,
    }).shape,
    ...places.element,
    ...certainty,
  });
  const relation = z.object({
    ...relationSchema.omit({ evidence: true, confidence: true }).shape,
    from: relationSchema.shape.from.describe('id of an element'),
    to: relationSchema.shape.to.describe('id of an element'),
    ...places.relation,
    ...certainty,
  });
  return z.object({
    language: z.string().optional().describe('ISO 639-1 code'),
    system: z.object(systemSchema.shape).optional(),
    elements: z.array(element).max(5000).check(uniqueIds),
    relations: z.array(relation).max(20000).default([]),
    warnings: z
      .array(
        z.object({
          message: warningSchema.shape.message,
          ...places.warning,
        }),
      )
      .max(500)
      .default([]),
  });
}

/** Puts a violation for each id that is used twice. */
function uniqueIds(context: z.core.ParsePayload<Array<{ id?: unknown }>>) {
  const ids = new Set<unknown>();
  for (const [index, { id }] of context.value.entries()) {
    if (ids.has(id)) {
      context.issues.push({
        code: 'custom',
        input: id,
        path: [index, 'id'],
        message: `The id "${id}" is used by more than one element`,
      });
    }
    ids.add(id);
  }
}
