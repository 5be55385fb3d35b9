import { randomBytes } from 'node:crypto';

/** Marker that a text cannot hold by design: 128 random bits. */
export const drawMarker = (): string => randomBytes(16).toString('hex');

/**
 * Puts material between two lines with a random marker. What the material says about its own end cannot be the end,
 * because nobody knew the marker when it was written.
 */
export function fence(material: string, draw: () => string): string {
  let marker = draw();
  while (material.includes(marker)) {
    marker = draw();
  }
  return `<<<DATA ${marker}\n${material}\nDATA ${marker}>>>`;
}
