import { z } from 'zod';

/**
 * Where a finding comes from. Offsets count UTF-16 code units of the analyzed text, `end` exclusive; image boxes are
 * fractions of the picture's width and height, origin top left; lines count from 1.
 *
 * @public
 */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    start: z.number().int().min(0),
    end: z.number().int().min(0),
  }),
  z.strictObject({
    kind: z.literal('image'),
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().min(0).max(1),
    height: z.number().min(0).max(1),
  }),
  z.strictObject({
    kind: z.literal('file'),
    path: z.string().min(1).max(1024),
    line: z.number().int().min(1),
  }),
  z.strictObject({
    kind: z.literal('inferred'),
    why: z.string().min(1).max(500),
  }),
]);

/** Certainty of a finding, 0 (a guess) to 1 (stated by the source). */
const confidenceSchema = z.number().min(0).max(1);

/** Identifier of an element inside one model; relations point at it. */
const elementIdSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, ".", "_" and "-"');

/** The catalog kinds an element can become. @public */
export const elementKinds = ['component', 'resource', 'api'] as const;

/** The relation types of the catalog that a model can state. @public */
export const relationTypes = [
  'dependsOn',
  'providesApi',
  'consumesApi',
  'partOf',
] as const;

/**
 * What to do with the catalog's entity that an element is: `reference` points at it and writes no entity; `update` writes
 * one with its kind, namespace and name. An element without it becomes an entity of its own.
 */
const catalogUseSchema = z.strictObject({
  /** `kind:namespace/name`. */
  entityRef: z.string().trim().min(5).max(300),
  use: z.enum(['reference', 'update']),
});

/**
 * One thing of the described infrastructure. `name` is what the source calls it and is made a legal entity name only
 * in {@link toEntities}; `type` is the catalog's `spec.type` (service, website, database, cache, queue …);
 * `technology` is the product behind it (PostgreSQL, Kafka, React).
 *
 * @public
 */
export const elementSchema = z.strictObject({
  id: elementIdSchema,
  kind: z.enum(elementKinds),
  type: z.string().trim().min(1).max(63),
  name: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().min(1).max(2000).optional(),
  technology: z.string().trim().min(1).max(100).optional(),
  tags: z.array(z.string().trim().min(1).max(63)).max(20).optional(),
  /** Entity reference of the owner, as in the catalog (`group:default/payments` or `payments`). */
  owner: z.string().trim().min(1).max(200).optional(),
  lifecycle: z.string().trim().min(1).max(63).optional(),
  /** Text of the interface definition; only for elements of kind `api`. */
  definition: z.string().max(1_000_000).optional(),
  /** The entity of the catalog that this element is; see {@link CatalogUse}. */
  catalog: catalogUseSchema.optional(),
  /** A person has looked at it and accepted it, or made it: no longer marked as uncertain. */
  confirmed: z.literal(true).optional(),
  evidence: z.array(evidenceSchema).max(100),
  confidence: confidenceSchema,
});

/**
 * A directed relation between two elements: `from` depends on, provides, consumes or is part of `to`. The direction is
 * that of the dependency (caller → callee, service → store, publisher and consumer → broker).
 *
 * @public
 */
export const relationSchema = z.strictObject({
  from: elementIdSchema,
  to: elementIdSchema,
  type: z.enum(relationTypes),
  description: z.string().trim().min(1).max(500).optional(),
  /** A person has looked at it and accepted it, or drawn it. */
  confirmed: z.literal(true).optional(),
  evidence: z.array(evidenceSchema).max(100),
  confidence: confidenceSchema,
});

/**
 * Something the reader of the result should know: a part of the source that could not be read, a denial that was
 * honored, an uncertainty.
 *
 * @public
 */
export const warningSchema = z.strictObject({
  message: z.string().min(1).max(1000),
  evidence: evidenceSchema.optional(),
});

/**
 * What an analyzer found. `source.kind` is the kind of material; `source.format` names the exact format when there is
 * one (`docker-compose`, `prose/es`).
 *
 * @public
 */
export const infrastructureModelSchema = z
  .strictObject({
    system: z
      .strictObject({
        name: z.string().trim().min(1).max(200),
        title: z.string().trim().min(1).max(200).optional(),
        description: z.string().trim().min(1).max(2000).optional(),
        owner: z.string().trim().min(1).max(200).optional(),
        domain: z.string().trim().min(1).max(200).optional(),
        tags: z.array(z.string().trim().min(1).max(63)).max(20).optional(),
      })
      .optional(),
    elements: z.array(elementSchema).max(5000),
    relations: z.array(relationSchema).max(20000),
    warnings: z.array(warningSchema).max(1000),
    source: z.strictObject({
      kind: z.enum(['text', 'image', 'files']),
      format: z.string().min(1).max(100).optional(),
      language: z.string().min(2).max(10).optional(),
      /** The picture carries the source that it was drawn from, and that was read, not the pixels. */
      embedded: z.literal(true).optional(),
    }),
  })
  .superRefine((model, ctx) => {
    const ids = new Set<string>();
    model.elements.forEach((element, index) => {
      if (ids.has(element.id)) {
        ctx.addIssue({
          code: 'custom',
          path: ['elements', index, 'id'],
          message: `The id "${element.id}" is used by more than one element`,
        });
      }
      ids.add(element.id);
    });
    model.relations.forEach((relation, index) => {
      for (const end of ['from', 'to'] as const) {
        if (!ids.has(relation[end])) {
          ctx.addIssue({
            code: 'custom',
            path: ['relations', index, end],
            message: `No element has the id "${relation[end]}"`,
          });
        }
      }
    });
  });

/** @public */
export type Evidence = z.infer<typeof evidenceSchema>;
/** @public */
export type ElementKind = (typeof elementKinds)[number];
/** @public */
export type RelationType = (typeof relationTypes)[number];
/** @public */
export type Element = z.infer<typeof elementSchema>;
/** @public */
export type CatalogUse = z.infer<typeof catalogUseSchema>;
/** @public */
export type Relation = z.infer<typeof relationSchema>;
/** @public */
export type ModelWarning = z.infer<typeof warningSchema>;
/** @public */
export type InfrastructureModel = z.infer<typeof infrastructureModelSchema>;
