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
  // One text, since a secret's name may stand in the cell beside it. Separators have length 1, so that offsets stay.
  const separators = text.lines.map((line, i) =>
    i > 0 && isSameRow(text.lines[i - 1], line) ? ' ' : '\n',
  );
  const words = text.lines.map(line => line.text.replace(/\s/g, ' '));
  const redacted = await redactEach(words, separators);
  const spaced = words.map(withSpaces);
  const redactedSpaced = await redactEach(spaced, separators);

  const secretLines: TextLine[] = [];
  const lines = text.lines.map((line, i) => {
    const isHidden = redactedSpaced[i] !== spaced[i];
    if (redacted[i] === words[i] && !isHidden) {
      return line;
    }
    secretLines.push(line);
    return {
      ...line,
      text:
        redacted[i] === words[i] ? '*'.repeat(words[i].length) : redacted[i],
    };
  });
  return { text: { ...text, lines }, secretLines };
}

async function redactEach(
  words: string[],
  separators: string[],
): Promise<string[]> {
  const joined = words.map((line, i) => separators[i] + line).join('');
  const { text } = await redactSecrets(joined);
  let offset = 0;
  return words.map(({ length }) => {
    offset += 1 + length;
    return text.slice(offset - length, offset);
  });
}

/**
 * Recognition loses spaces, without which a secret does not have its form: `passwordis…`, `Bearer…`, `tokenghp_…`.
 */
function withSpaces(words: string): string {
  return words
    .replace(
      /(password|contraseña|contrasena|clave|token|secret)(is|es)(?=\S)/gi,
      '$1 $2 ',
    )
    .replace(/(bearer|basic)(?=\S)/gi, '$1 ')
    .replace(
      /(?<=\S)(?=gh[opsu]_|github_pat_|glpat-|xox[abprs]-|sk-|AKIA|ASIA|AIza|eyJ)/g,
      ' ',
    );
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
