import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ImageInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  PictureError,
  type RecognizedText,
  type scalePicture,
} from '@infra-ai/pictures';
import { fromBox2d } from '../answer/box';
import {
  pictureAnswerSchema,
  pictureResponseSchema,
} from '../answer/pictureAnswer';
import { pictureEvidence, place } from '../answer/pictureEvidence';
import { readAnswer } from '../answer/readAnswer';
import { toModel } from '../answer/toModel';
import { withHint } from '../errors';
import { fitPicture } from '../picture/fitPicture';
import { toHint } from '../picture/hint';
import { recognizeText, type Recognizer } from '../picture/recognizeText';
import { paintOver, redactLines } from '../picture/redactPicture';
import { pictureInstruction } from '../prompt/pictureInstruction';
import { picturePrompt } from '../prompt/picturePrompt';
import { redactSecrets } from '../secrets/redactSecrets';
import { secretsRemoved } from './notices';
import type { PreparedMaterial } from './PreparedMaterial';

export interface PictureTools {
  scalePicture: typeof scalePicture;
  recognizer: Recognizer;
  /** Longest time for the recognition of text. */
  recognitionTimeoutMs: number;
  drawMarker(): string;
  logger: LoggerService;
}

/**
 * Makes a picture ready for Gemini: in a size that it reads well, without what the file carries besides pixels, without
 * the secrets that can be read in it, and with its recognized text as a hint, fenced as data.
 *
 * @throws InputError when the picture cannot be decoded; ServiceUnavailableError when its text cannot be recognized: what was
 *   not searched for secrets does not leave
 */
export async function preparePicture(
  input: ImageInput,
  tools: PictureTools,
  signal: AbortSignal,
): Promise<PreparedMaterial> {
  const scaled = await scale(input, tools, signal);
  const recognized = await recognize(input, tools, signal);
  const labels = await redactLines(recognized);
  const picture = await paintOver(scaled, labels.secretLines);
  const words = await redactSecrets(input.description ?? '');
  const description = words.text.trim();
  const resolve = pictureEvidence({ text: labels.text, description });
  const notices = [
    ...secretsRemoved(labels.secretLines.length, 'picture'),
    ...secretsRemoved(words.count, 'description'),
  ];
  return {
    systemInstruction: pictureInstruction,
    responseSchema: pictureResponseSchema,
    prompt: refusal =>
      picturePrompt(
        {
          picture,
          hint: toHint(labels.text),
          description,
          draw: tools.drawMarker,
        },
        refusal,
      ),
    read: said => {
      const { answer, violation } = readAnswer(said, pictureAnswerSchema);
      if (!answer) {
        return { violation };
      }
      const model = toModel(answer, {
        resolveElement: resolve.element,
        resolveRelation: resolve.relation,
        resolveWarning: warning => {
          const box = fromBox2d(warning.box_2d);
          return box && place(box);
        },
        sourceKind: 'image',
        systemName: input.name,
        notices,
      });
      return { model };
    },
    nothingFound: {
      message: 'Gemini found no infrastructure in the picture.',
      hint: 'Send a diagram whose parts are labeled, larger or in better light if its text is hard to read, or describe the system in words.',
    },
  };
}

async function scale(
  input: ImageInput,
  tools: PictureTools,
  signal: AbortSignal,
) {
  try {
    return await fitPicture(input, tools.scalePicture, signal);
  } catch (error) {
    throw error instanceof PictureError
      ? withHint(error, 'Save the picture as PNG or JPEG and send that.')
      : error;
  }
}

/** The text in the picture as it came, in which small text is not blurred yet. */
async function recognize(
  { bytes, mediaType }: ImageInput,
  { recognizer, recognitionTimeoutMs: timeoutMs, logger }: PictureTools,
  signal: AbortSignal,
): Promise<RecognizedText> {
  try {
    return await recognizeText(
      recognizer,
      { bytes, mediaType },
      { signal, timeoutMs },
    );
  } catch (error) {
    signal.throwIfAborted();
    logger.warn('The text in a picture was not recognized', error as Error);
    throw withHint(
      new ServiceUnavailableError(
        'The text in the picture could not be read on this server, so it could not be searched for passwords and keys. It was not sent to Gemini.',
      ),
      'Try again. If it fails again, send a smaller picture, or describe the system in words.',
    );
  }
}
