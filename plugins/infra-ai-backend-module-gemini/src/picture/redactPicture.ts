import type {
  RecognizedText,
  ScaledPicture,
  TextLine,
} from '@infra-ai/pictures';
import sharp from 'sharp';
import { redactSecrets } from '../secrets/redactSecrets';

/** Boxes of recognized text are tight, and may cut off the end of a word: parts of their height. */
const PADDING = 0.4;
const GRAY = '#808080';

export interface RedactedLines {
  text: RecognizedText;
  /** Lines that hold secrets, as they were. */
  secretLines: TextLine[];
}

/** Finds lines with secrets and takes the secrets out of their text. */
export async function redactLines(
  text: RecognizedText,
): Promise<RedactedLines> {
  const { lines } = text;
  // One text, since a secret's name may stand in the cell beside it. Both separators have length 1: offsets stay.
  const joined = lines
    .map(({ text: words }) => words.replace(/\s/g, ' '))
    .reduce(
      (before, words, i) =>
        i === 0
          ? words
          : `${before}${
              isSameRow(lines[i - 1], lines[i]) ? ' ' : '\n'
            }${words}`,
      '',
    );
  const redacted = (await redactSecrets(joined)).text;
  const secretLines: TextLine[] = [];
  let offset = 0;
  const clean = lines.map(line => {
    const end = offset + line.text.length;
    const words = redacted.slice(offset, end);
    if (words !== joined.slice(offset, end)) {
      secretLines.push(line);
    }
    offset = end + 1;
    return { ...line, text: words };
  });
  return { text: { ...text, lines: clean }, secretLines };
}

/** Paints over lines of a picture; what was there is gone. */
export async function paintOver(
  picture: ScaledPicture,
  lines: TextLine[],
): Promise<ScaledPicture> {
  if (lines.length === 0) {
    return picture;
  }
  const bars = lines.map(line => bar(line, picture));
  const painted = sharp(picture.bytes).composite(
    bars.map(({ left, top, width, height }) => ({
      input: { create: { width, height, channels: 3, background: GRAY } },
      left,
      top,
    })),
  );
  const bytes = await (picture.mediaType === 'image/png'
    ? painted.png()
    : painted.jpeg({ quality: 90 })
  ).toBuffer();
  return { ...picture, bytes };
}

function isSameRow(a: TextLine, b: TextLine): boolean {
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return overlap > Math.min(a.height, b.height) / 2;
}

/** In pixels, inside of the picture. */
function bar(line: TextLine, picture: { width: number; height: number }) {
  const padding = line.height * picture.height * PADDING;
  const left = Math.floor(line.x * picture.width - padding);
  const top = Math.floor(line.y * picture.height - padding);
  const right = Math.ceil((line.x + line.width) * picture.width + padding);
  const bottom = Math.ceil((line.y + line.height) * picture.height + padding);
  const clampTo = (value: number, max: number) =>
    Math.min(max, Math.max(0, value));
  const x = clampTo(left, picture.width - 1);
  const y = clampTo(top, picture.height - 1);
  return {
    left: x,
    top: y,
    width: Math.max(1, clampTo(right, picture.width) - x),
    height: Math.max(1, clampTo(bottom, picture.height) - y),
  };
}
