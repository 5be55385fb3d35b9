import type { RecognizedText } from '@infra-ai/pictures';
import { toBox2d } from '../answer/box';

/** More lines help no model, and cost. */
const MAX_LINES = 400;
const MAX_LINE_LENGTH = 200;

/**
 * Recognized text for the prompt: one line each, behind its box. Of too many lines those stay that were recognized with
 * the most certainty.
 */
export function toHint({ lines }: RecognizedText): string {
  const best = new Set(
    [...lines].sort((a, b) => b.confidence - a.confidence).slice(0, MAX_LINES),
  );
  return lines
    .filter(line => best.has(line))
    .map(line => {
      const text = line.text.replace(/\s+/g, ' ').slice(0, MAX_LINE_LENGTH);
      return `[${toBox2d(line).join(', ')}] ${text}`;
    })
    .join('\n');
}
