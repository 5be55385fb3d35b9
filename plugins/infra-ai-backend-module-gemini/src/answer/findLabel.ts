import { sameLabel, type RecognizedText } from '@infra-ai/pictures';
import type { Box } from './box';

/** Until `@infra-ai/pictures` exports its own. */
export function findLabel(
  label: string,
  text: RecognizedText,
): Box | undefined {
  return text.lines.find(line => sameLabel(line.text, label));
}
