/**
 * Draws the pictures of this folder from its SVG files: `node draw.mjs`. The analyzer is given only the pixels.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('.', import.meta.url));
for (const name of readdirSync(folder).filter(file => file.endsWith('.svg'))) {
  const { width, height } = await sharp(join(folder, name), { density: 96 })
    .flatten({ background: '#ffffff' })
    .png({ palette: true, colours: 64, compressionLevel: 9 })
    .toFile(join(folder, name.replace(/\.svg$/, '.png')));
  process.stdout.write(`${name}: ${width} × ${height}\n`);
}
