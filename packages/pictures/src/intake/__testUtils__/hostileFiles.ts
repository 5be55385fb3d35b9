import { mutations } from './mutations';
import { hostilePdfs } from './hostilePdfs';
import { hostileRasters } from './hostileRasters';
import { hostileSvgs } from './hostileSvgs';
import { animatedPng, rgbPng } from './png';
import { PDF_DRAWING, pdfWithPages } from './pdf';
import { animatedWebp, CLEAR, drawing, photograph, RED } from './rasters';

/** A file that somebody may send. */
export interface HostileFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * More than 200 files that are broken, lie or attack: hand-made ones, and good ones of each kind that were damaged, the same
 * at every call.
 *
 * @param url - what those refer to that refer to anything
 */
export async function hostileFiles(url: string): Promise<HostileFile[]> {
  const boxes = drawing(120, 90, CLEAR, [{ at: [9, 9, 50, 40], fill: RED }]);
  const photo = () => photograph(120, 90);
  const good: Array<[name: string, count: number, bytes: Buffer]> = [
    ['png', 25, rgbPng(120, 90)],
    ['interlaced.png', 15, await boxes.png({ progressive: true }).toBuffer()],
    ['animated.png', 15, animatedPng(120, 90)],
    ['jpg', 20, await photo().jpeg().toBuffer()],
    [
      'progressive.jpg',
      15,
      await photo().jpeg({ progressive: true }).toBuffer(),
    ],
    ['webp', 20, await photo().webp().toBuffer()],
    ['lossless.webp', 10, await photo().webp({ lossless: true }).toBuffer()],
    ['animated.webp', 20, await animatedWebp(120, 90)],
    ['svg', 25, Buffer.from(hostileSvgs(url)['references.svg'])],
    ['pdf', 25, pdfWithPages([PDF_DRAWING, PDF_DRAWING])],
  ];
  const handMade: Record<string, string | Uint8Array> = {
    ...hostileRasters(await photo().jpeg().toBuffer()),
    ...hostileSvgs(url),
    ...hostilePdfs(url),
  };
  return [
    ...Object.entries(handMade).map(([name, content]) => ({
      name,
      bytes: Buffer.from(content as Uint8Array),
    })),
    ...good.flatMap(([name, count, bytes]) => mutations(name, bytes, count)),
  ];
}
