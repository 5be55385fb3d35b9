import shipments from './samples/shipments.svg';
import tickets from './samples/tickets.svg';

/** Pictures of our own, by the name under which the translations hold title and teaser; one in each language. */
export const samplePictures = { tickets, shipments } as const;

export type SamplePictureId = keyof typeof samplePictures;

export const samplePictureIds = Object.keys(
  samplePictures,
) as SamplePictureId[];

/** Loads a sample as if a person had chosen its file. */
export async function loadSamplePicture(id: SamplePictureId) {
  const response = await fetch(samplePictures[id]);
  if (!response.ok) {
    throw new TypeError(`${response.status} ${response.statusText}`);
  }
  const text = await response.text();
  return {
    file: new Blob([text], { type: 'image/svg+xml' }),
    fileName: `${id}.svg`,
  };
}
