import { pictureTitle, safeFileName } from './pictureName';

describe('safeFileName', () => {
  it.each([
    ['shop.png', 'shop.png'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\red de pagos.pdf', 'red de pagos.pdf'],
    ['a\u0000\u0007\r\nb\u202e.png', 'ab.png'],
    ['half\ud83d.png', 'half.png'],
    [`${'ñ'.repeat(400)}.jpeg`, `${'ñ'.repeat(250)}.jpeg`],
    ['../..', undefined],
    ['  ', undefined],
    [undefined, undefined],
  ])('makes of %j %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });
});

describe('pictureTitle', () => {
  it.each([
    ['payments_platform v2.drawio.png', 'payments platform v2'],
    ['Red de pagos.svg', 'Red de pagos'],
    ['IMG_1234.jpeg', undefined],
    ['image (2).png', undefined],
    ['Screenshot 2026-01-02 at 10.11.12 PM.png', undefined],
    ['Captura de pantalla 2026-01-02 a las 10.11.12.png', undefined],
    ['picture', undefined],
    ['blob', undefined],
    ['2026-01-02.png', undefined],
    [undefined, undefined],
  ])('makes of %j %j', (fileName, title) => {
    expect(pictureTitle(fileName)).toBe(title);
  });
});
