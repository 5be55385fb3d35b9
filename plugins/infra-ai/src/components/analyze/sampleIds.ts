/** Sample descriptions, by the name under which the translations hold title, teaser and text. */
export const sampleIds = ['shop', 'fleet', 'pipeline', 'compose'] as const;

export type SampleId = (typeof sampleIds)[number];
