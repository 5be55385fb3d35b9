import type { ImageInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { RecognizedText, TextLine } from '@infra-ai/pictures';

/** A white picture of one pixel; what is in it, the tests say in its stead. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==',
  'base64',
);

export const shopPicture: ImageInput = {
  kind: 'image',
  bytes: pixel,
  mediaType: 'image/png',
  width: 1,
  height: 1,
};

export const line = (
  text: string,
  [x, y, width, height]: [number, number, number, number],
): TextLine => ({ text, x, y, width, height, confidence: 0.98 });

/** What a program reads in the picture of the shop. */
export const shopLabels: RecognizedText = {
  width: 1000,
  height: 1000,
  lines: [
    line('web shop', [0.12, 0.14, 0.16, 0.04]),
    line('orders service', [0.45, 0.14, 0.2, 0.04]),
    line('PostgreSQL', [0.76, 0.3, 0.16, 0.04]),
  ],
};

/** What Gemini may answer to the picture of the shop. */
export const shopPictureAnswer = {
  language: 'en',
  system: { name: 'Shop' },
  elements: [
    {
      id: 'web-shop',
      kind: 'component',
      type: 'website',
      name: 'web shop',
      technology: 'React',
      nameSource: 'label',
      box_2d: [100, 100, 200, 300],
      confidence: 1,
    },
    {
      id: 'orders',
      kind: 'component',
      type: 'service',
      name: 'orders service',
      nameSource: 'label',
      box_2d: [100, 400, 200, 700],
      confidence: 1,
    },
    {
      id: 'postgres',
      kind: 'resource',
      type: 'database',
      name: 'PostgreSQL',
      technology: 'PostgreSQL',
      nameSource: 'label',
      box_2d: [100, 750, 280, 930],
      confidence: 0.9,
    },
  ],
  relations: [
    {
      from: 'web-shop',
      to: 'orders',
      type: 'dependsOn',
      isDirectionClear: true,
      box_2d: [150, 300, 150, 400],
      confidence: 1,
    },
    {
      from: 'orders',
      to: 'postgres',
      type: 'dependsOn',
      description: 'JDBC',
      isDirectionClear: true,
      box_2d: [140, 700, 160, 750],
      confidence: 1,
    },
  ],
  warnings: [],
};
