import type { GeminiPart } from '../client/GeminiClient';
import { closing } from './closing';
import { fence } from './fence';

export interface PicturePromptOptions {
  picture: { bytes: Uint8Array; mediaType: string };
  /** Text recognized in the picture, without secrets. */
  hint?: string;
  /** The person's words, without secrets. */
  description?: string;
  draw(): string;
}

/**
 * The prompt for a picture. The picture comes first, as Gemini reads a single picture best:
 * https://ai.google.dev/gemini-api/docs/image-understanding#tips
 *
 * @param refusal - why the answer before this one was not accepted
 */
export function picturePrompt(
  { picture, hint, description, draw }: PicturePromptOptions,
  refusal?: string,
): GeminiPart[] {
  return [
    {
      inlineData: {
        mimeType: picture.mediaType,
        data: Buffer.from(picture.bytes).toString('base64'),
      },
    },
    { text: 'List the infrastructure that this picture shows.' },
    ...block(
      'Text that a program recognized in the picture, one line each, behind its box [ymin, xmin, ymax, xmax]',
      hint,
      draw,
    ),
    ...block(
      'What the person who sent the picture says about it',
      description,
      draw,
    ),
    { text: closing('The data has ended;', refusal) },
  ];
}

function block(
  title: string,
  material: string | undefined,
  draw: () => string,
): GeminiPart[] {
  return material
    ? [{ text: `\n\n${title}:\n\n` }, { text: fence(material, draw) }]
    : [];
}
