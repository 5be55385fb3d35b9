import { analyze } from '@infra-ai/analysis';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { ArchiveError, unpackArchive } from '@infra-ai/files';
import { PictureError, preparePicture, readPixels } from '@infra-ai/pictures';
import { endsWell } from '../../packages/analysis/src/__testUtils__/endsWell';
import type { BinaryInput } from './anyBinary';

/**
 * Decodes and analyzes as the command does, which must end in a valid model or in a refusal that a person can read.
 *
 * @returns how many elements were found; undefined for a refusal
 * @throws Error for anything else
 */
export async function binaryEndsWell(
  input: BinaryInput,
): Promise<number | undefined> {
  try {
    if (input.kind === 'archive') {
      const { files } = await unpackArchive(input.bytes);
      return await endsWell({
        input: { kind: 'files', files },
        source: 'auto',
      });
    }
    const picture = await preparePicture(input.bytes);
    const model = await analyze(
      { kind: 'image', ...picture },
      {
        async readPixels(image) {
          const pixels = await readPixels(image.bytes);
          const { width, height } = pixels;
          const lines = input.lines.map(line => ({
            text: line.text,
            confidence: 0.9,
            box: {
              x: line.x * width,
              y: line.y * height,
              width: line.width * width,
              height: line.height * height,
            },
          }));
          return { ...pixels, lines };
        },
      },
    );
    parseInfrastructureModel(model);
    return model.elements.length;
  } catch (error) {
    const { name, message } = error as Error;
    if (
      error instanceof ArchiveError ||
      error instanceof PictureError ||
      (name === 'InputError' && !/valid infrastructure model/.test(message))
    )
      return undefined;
    throw error;
  }
}
