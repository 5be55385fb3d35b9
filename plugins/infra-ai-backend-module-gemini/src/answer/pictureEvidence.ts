import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import { findLabel, type RecognizedText } from '@infra-ai/pictures';
import { fromBox2d, fromLine2d, isLabelOf, unite, type Box } from './box';
import {
  inferred,
  MAX_INFERRED,
  MAX_UNFOUNDED,
  type EvidenceResolver,
  type ResolvedEvidence,
} from './evidence';
import type { PictureAnswer } from './pictureAnswer';
import { QuoteFinder } from './QuoteFinder';

/** Most that an element may be sure of whose name is not written in the picture. */
const MAX_UNLABELED = 0.6;

/** Finer than a pixel of any picture that is read. */
const PRECISION = 10_000;

const DIRECTION_DOUBT =
  'No arrow head is visible at these relations, their direction is a guess';
const DIRECTION_NOTE = 'no arrow head is visible, the direction is a guess';

/** Of elements whose name nothing bears out. */
const WHY_UNFOUNDED = {
  label: 'The picture shows no such label, as far as its text could be read',
  icon: 'Gemini named an icon and gave no place for it in the picture',
  description: 'Neither the picture nor the description names it',
};

const DOUBT = {
  label: 'The picture shows no such label for these, please check them',
  icon: 'Gemini named icons for these and gave no place for them, please check them',
  description:
    'Neither the picture nor the description names these, please check them',
};

export interface PictureEvidenceOptions {
  /** Text of the picture that a program of ours recognized. */
  text: RecognizedText;
  /** The person's words. */
  description?: string;
}

/**
 * Holds what Gemini says about a picture against what is written in it. Names are looked up in the recognized text; where
 * they are found, the text's place counts more than the model's, which is an estimate.
 */
export function pictureEvidence({
  text,
  description,
}: PictureEvidenceOptions): {
  element: EvidenceResolver<PictureAnswer['elements'][number]>;
  relation: EvidenceResolver<PictureAnswer['relations'][number]>;
} {
  const words = new QuoteFinder(description ?? '');
  const find = labelFinder(text);
  return {
    element: found => {
      const box = fromBox2d(found.box_2d);
      const label = find(found.name, box);
      return label
        ? {
            evidence: [
              place(box && isLabelOf(box, label) ? unite(box, label) : label),
            ],
            confidence: found.confidence,
          }
        : unlabeled(found, box, words);
    },
    relation: found => {
      const box = fromLine2d(found.box_2d);
      const evidence = box
        ? [place(box)]
        : [
            inferred(
              found.inferredBecause ??
                'Gemini gave no place for it in the picture',
            ),
          ];
      const isSure = box && found.isDirectionClear;
      return {
        evidence,
        confidence: isSure
          ? found.confidence
          : Math.min(found.confidence, MAX_INFERRED),
        ...(found.isDirectionClear
          ? {}
          : {
              doubt: DIRECTION_DOUBT,
              note: DIRECTION_NOTE,
            }),
      };
    },
  };
}

/** An element whose name was not found in the picture. */
function unlabeled(
  found: PictureAnswer['elements'][number],
  box: Box | undefined,
  words: QuoteFinder,
): ResolvedEvidence {
  const { nameSource, confidence, inferredBecause } = found;
  const where = box ? [place(box)] : [];
  if (nameSource === 'icon' && box) {
    return {
      evidence: [...where, inferred('Recognized from an icon')],
      confidence: Math.min(confidence, MAX_UNLABELED),
    };
  }
  if (nameSource === 'description' && words.find(found.name)) {
    return {
      evidence: [
        ...where,
        inferred('Named in the description, not in the picture'),
      ],
      confidence: Math.min(confidence, MAX_UNLABELED),
    };
  }
  if (nameSource === 'conclusion') {
    return {
      evidence: [
        ...where,
        inferred(inferredBecause ?? 'Gemini named no source for it'),
      ],
      confidence: Math.min(confidence, MAX_INFERRED),
    };
  }
  return {
    evidence: [inferred(WHY_UNFOUNDED[nameSource])],
    confidence: Math.min(confidence, MAX_UNFOUNDED),
    doubt: DOUBT[nameSource],
  };
}

/**
 * Looks for labels in a text: close to where the model saw them first, as a label may be written more than once. Each name
 * is searched in all of the text once, however often an answer repeats it.
 */
function labelFinder(text: RecognizedText) {
  const found = new Map<string, Box | undefined>();
  return (name: string, box: Box | undefined): Box | undefined => {
    const near = box && {
      ...text,
      lines: text.lines.filter(line => isLabelOf(box, line)),
    };
    const label = near && findLabel(name, near);
    if (label) {
      return label;
    }
    if (!found.has(name)) {
      found.set(name, findLabel(name, text));
    }
    return found.get(name);
  };
}

/** A box of another's may hold more than a box, and the suite's model is strict. */
export function place({ x, y, width, height }: Box): Evidence {
  const round = (fraction: number) =>
    Math.min(1, Math.max(0, Math.round(fraction * PRECISION) / PRECISION));
  return {
    kind: 'image',
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
  };
}
