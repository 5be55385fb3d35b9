import { gzipSync } from 'node:zlib';
import { detectFileType } from './fileType';
import { preparePicture } from './preparePicture';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string, compatible = '') =>
  bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0${compatible}`);

describe('detectFileType', () => {
  it.each([
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
    ['%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'application/pdf'],
    ['\n  %PDF-1.7\n', 'application/pdf'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    [
      '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made > by -->\n<svg/>',
      'image/svg+xml',
    ],
    ['<!DOCTYPE svg PUBLIC "a" "b"><svg:svg xmlns:svg="x"/>', 'image/svg+xml'],
    ['<!DOCTYPE svg [<!ENTITY a "]"> <!ENTITY b ">">]><svg/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><!DOCTYPE svg PUBL', 'image/svg+xml'],
    [
      '<?xml version="1.0" encoding="ISO-8859-1"?><svg><text>a\xf1o</text></svg>',
      'image/svg+xml',
    ],
  ])('knows %j as a picture', (content, mediaType) => {
    expect(detectFileType(bytes(content))?.mediaType).toBe(mediaType);
  });

  it.each([
    ['GIF89a\x01\0\x01\0', 'a GIF'],
    ['BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'a BMP'],
    ['II*\0\x08\0\0\0', 'a TIFF'],
    ['MM\0*\0\0\0\x08', 'a TIFF'],
    ['\0\0\x01\0\x01\0', 'an icon (ICO)'],
    ['8BPS\0\x01', 'a Photoshop file'],
    ['%!PS-Adobe-3.0', 'PostScript'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office or Visio file'],
    ['PK\x03\x04 picture.png', 'a ZIP archive'],
    [
      'PK\x03\x04 [Content_Types].xml ppt/slides/slide1.xml',
      'a PowerPoint file',
    ],
    ['PK\x03\x04 [Content_Types].xml visio/pages/page1.xml', 'a Visio file'],
    ['\x1aE\xdf\xa3', 'a video (WebM, Matroska)'],
    ['<!DOCTYPE html><html><svg></svg></html>', 'a web page (HTML)'],
    ['<html><body/></html>', 'a web page (HTML)'],
    ['<mxfile><diagram/></mxfile>', 'a draw.io drawing'],
    ['<note>see <svg/></note>', 'XML other than SVG'],
    ['{"type": "excalidraw", "elements": []}', 'an Excalidraw drawing'],
    ['BM is short for bookmark, but this is text.', 'text'],
    ['A React app calls an API. <svg/>', 'text'],
  ])('knows %j as %s', (content, name) => {
    const type = detectFileType(bytes(content));
    expect(type).toMatchObject({ name, advice: expect.stringMatching(/\.$/) });
    expect(type!.mediaType).toBeUndefined();
  });

  it.each([
    ['heic', '', 'a HEIC photo'],
    ['mif1', 'mif1heic', 'a HEIC photo'],
    ['avif', '', 'an AVIF'],
    ['mif1', 'mif1avifmiaf', 'an AVIF'],
    ['isom', 'isomiso2avc1mp41', 'a video (MP4, MOV)'],
    ['qt  ', '', 'a video (MP4, MOV)'],
  ])('tells the brand %s with %s apart', (brand, compatible, name) => {
    expect(detectFileType(box(brand, compatible))?.name).toBe(name);
  });

  it('sees through compression only so far as to say what to do', () => {
    expect(detectFileType(gzipSync('<svg/>'))).toMatchObject({
      name: 'compressed with gzip',
      advice: expect.stringContaining('Unpack it'),
    });
  });

  it('tells text, which can be read as such, from what is no text', () => {
    expect(detectFileType(bytes('services:\n  web:\n'))?.text).toBe(true);
    expect(detectFileType(Buffer.from('año: niño', 'utf8'))?.text).toBe(true);
    expect(
      detectFileType(Buffer.from('\ufeff<svg/>', 'utf16le')),
    ).toMatchObject({ mediaType: 'image/svg+xml' });
    expect(detectFileType(bytes('a\0b'))).toBeUndefined();
    expect(detectFileType(bytes('\xf1\xf1\xf1 latin-1'))).toBeUndefined();
  });
});

describe('preparePicture', () => {
  it.each([
    [
      'GIF89a\x01\0\x01\0',
      /a GIF, which is not read .*Save or export it as PNG/,
    ],
    ['PK\x03\x04 ppt/slides', /PowerPoint .*Export the drawing in it as PNG/],
    ['<mxfile/>', /draw\.io drawing.*Give it as text or as a file/],
    ['\x01\x02\x03', /no known kind of picture\. Give a PNG, JPEG/],
  ])('refuses %j with 415 and says what to do', async (content, message) => {
    await expect(preparePicture(bytes(content))).rejects.toMatchObject({
      status: 415,
      message: expect.stringMatching(message),
    });
  });
});
