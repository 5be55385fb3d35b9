import { NotFoundError } from '@backstage/errors';
import type { scalePicture } from '@infra-ai/pictures';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { AnalysisRecord, PicturePreview } from '../database/types';

/** Longer side: twice what a list shows, for dense screens. */
const MAX_SIDE = 192;
/** SVGs are never rendered here, so a small one is its own preview, and a large one has none. */
const MAX_SVG_BYTES = 100_000;

/** Small copies of pictures, made once and kept. */
export class PicturePreviews {
  readonly #store: AnalysisStore;
  readonly #scale: typeof scalePicture;

  constructor(options: { store: AnalysisStore; scale: typeof scalePicture }) {
    this.#store = options.store;
    this.#scale = options.scale;
  }

  /** @throws NotFoundError when the picture is a large SVG, or was deleted just now */
  async load({ id, picture }: AnalysisRecord): Promise<PicturePreview> {
    const mediaType = picture!.mediaType;
    const isSvg = mediaType === 'image/svg+xml';
    if (isSvg && picture!.bytes > MAX_SVG_BYTES) {
      throw new NotFoundError(
        'There is no preview of this picture: of SVG only small ones are shown in lists. Leave "preview" out.',
      );
    }
    const known = await this.#store.getPicturePreview(id);
    if (known) {
      return known;
    }
    const bytes = await this.#store.getPictureBytes(id, 'bytes');
    if (!bytes) {
      throw new NotFoundError('The analysis was deleted just now.');
    }
    if (isSvg) {
      return { bytes, mediaType };
    }
    const preview = await this.#scale(
      { bytes, mediaType },
      { minSide: 1, maxSide: MAX_SIDE },
    );
    await this.#store.setPicturePreview(id, preview);
    return preview;
  }
}
