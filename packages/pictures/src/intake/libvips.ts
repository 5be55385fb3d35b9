import sharp from 'sharp';

/**
 * libvips would also read SVG, GIF, TIFF, HEIF and more, each with a parser of its own for a stranger's bytes to attack, and
 * an SVG can make it open files. Only the three kinds that are read here are let through, in the whole process: libvips knows
 * no narrower scope.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadPng',
    'VipsForeignLoadJpeg',
    'VipsForeignLoadWebp',
  ],
});

/** sharp, which reads PNG, JPEG and WebP and nothing else. */
export { sharp };
