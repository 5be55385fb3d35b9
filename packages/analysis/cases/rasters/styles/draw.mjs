/**
 * Draws the pictures of this folder and what is in them: `node draw.mjs`. Five systems, each in several of the styles that
 * people draw and photograph in. Text is drawn with the fonts of the machine, so a new run gives slightly other pixels.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import sharp from 'sharp';
import { banking, cards, joined, newsroom, trunk } from './systems.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const dark = {
  ground: '#1f2430',
  ink: '#ccc',
  fill: '#2d3a4f',
  store: '#3b3350',
  stroke: '#7aa2f7',
  text: '#fff',
  round: 6,
};
const pale = {
  ink: '#b8bfc6',
  fill: '#f9fafc',
  store: '#f5f7f9',
  stroke: '#c4ccd4',
  text: '#555',
  head: 'open',
  lineWidth: 1,
};
const pictures = {
  'style-trunk': [trunk, { labels: true }],
  'style-trunk-dark': [trunk, { ...dark, labels: true }],
  'style-trunk-small': [trunk, { round: 12 }, { scale: 0.6, jpeg: 60 }],
  'style-trunk-dashed': [trunk, { dash: '8 6', head: 'open' }, { scale: 1.5 }],
  'style-trunk-photo': [trunk, { lineWidth: 2 }, { scale: 1.6, photo: 2 }],
  'style-nested': [banking, {}],
  'style-nested-dark': [banking, { ...dark, head: 'open' }, { scale: 1.5 }],
  'style-crossing': [newsroom, { lineWidth: 2 }],
  'style-crossing-pale': [newsroom, pale, { scale: 1.4 }],
  'style-crossing-photo': [newsroom, { lineWidth: 2 }, { scale: 2, photo: -3 }],
  'style-cards': [cards, {}],
  'style-joined': [joined, { head: 'open', lineWidth: 1.2 }],
  'style-joined-round': [joined, { round: 8, fill: '#fff' }, { scale: 1.3 }],
};

/** Turned, unevenly lit, a little out of focus, with the noise of a sensor. */
async function photograph(image, degrees) {
  const { data, info } = await sharp(await image.png().toBuffer())
    .rotate(degrees, { background: '#b8b0a4' })
    .blur(0.9)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let seed = 7;
  for (let at = 0; at < data.length; at++) {
    const x = Math.floor(at / 3) % info.width;
    const y = Math.floor(at / 3 / info.width);
    const light = 0.78 + (0.22 * x) / info.width - (0.08 * y) / info.height;
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const noise = ((seed >>> 24) / 255 - 0.5) * 16;
    data[at] = Math.max(0, Math.min(255, data[at] * light + noise));
  }
  return sharp(data, { raw: info });
}

for (const [id, [system, style, file = {}]] of Object.entries(pictures)) {
  const { svg, components, relations } = system(style);
  let image = sharp(Buffer.from(svg), {
    density: 72 * (file.scale ?? 1),
  }).flatten({ background: style.ground ?? '#fff' });
  if (file.photo) image = await photograph(image, file.photo);
  const quality = file.jpeg ?? (file.photo ? 78 : undefined);
  const name = `${id}.${quality ? 'jpg' : 'png'}`;
  await (quality
    ? image.jpeg({ quality })
    : image.png({ palette: true, colours: 64, compressionLevel: 9 })
  ).toFile(join(folder, name));
  const truth = {
    id,
    kind: 'raster',
    language: 'en',
    material: `rasters/styles/${name}`,
    components,
    relations,
  };
  writeFileSync(
    join(folder, `${id}.json`),
    `${JSON.stringify(truth, null, 2)}\n`,
  );
}
