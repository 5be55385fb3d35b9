import type { FileType } from './fileType';

/** Names of files that tell what a ZIP is the wrapping of. They stand in it as they are, whatever is compressed. */
const CONTENTS: Array<[name: string, type: FileType]> = [
  ['ppt/', officeType('a PowerPoint file')],
  ['word/', officeType('a Word file')],
  ['xl/', officeType('an Excel file')],
  ['visio/', officeType('a Visio file')],
  ['application/vnd.oasis.opendocument', officeType('an OpenDocument file')],
];

function officeType(name: string): FileType {
  return { name, advice: 'Export the drawing in it as PNG, SVG or PDF.' };
}

export function zipType(bytes: Buffer): FileType | undefined {
  const signature = bytes.toString('latin1', 0, 4);
  if (signature !== 'PK\x03\x04' && signature !== 'PK\x05\x06') {
    return undefined;
  }
  return (
    CONTENTS.find(([name]) => bytes.includes(name, 0, 'latin1'))?.[1] ?? {
      name: 'a ZIP archive',
      advice: 'Unpack it and give the picture in it.',
    }
  );
}
