import { sanitizeSvg } from './sanitizeSvg';

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"';
const wrap = (inner: string) =>
  `<?xml version="1.0"?><svg ${NS} ${XLINK} viewBox="0 0 10 10"><rect id="kept" width="4" height="4"/>${inner}</svg>`;

/** What would be shown, parsed as a browser parses an image: as XML. */
function shown(inner: string): Document {
  const document = new DOMParser().parseFromString(
    sanitizeSvg(wrap(inner)),
    'image/svg+xml',
  );
  expect(document.querySelector('parsererror')).toBeNull();
  expect(document.documentElement.namespaceURI).toBe(
    'http://www.w3.org/2000/svg',
  );
  expect(document.querySelector('#kept')).not.toBeNull();
  return document;
}
const text = (document: Document) =>
  new XMLSerializer().serializeToString(document);

describe('sanitizeSvg', () => {
  it.each([
    ['a script', '<script>alert(1)</script>', /script|alert/],
    ['a handler', '<circle onload="alert(1)" r="1"/>', /onload|alert/],
    ['a handler of the root', '</svg><svg onload="alert(1)">', /onload|alert/],
    [
      'a javascript: link',
      '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
      /javascript|alert/,
    ],
    ['an external image', '<image href="https://evil.test/a.png"/>', /evil/],
    [
      'an external image in XLink',
      '<image xlink:href="//evil.test/a.png"/>',
      /evil/,
    ],
    [
      'an SVG in the image',
      '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
      /data:/,
    ],
    ['an external use', '<use href="https://evil.test/a.svg#b"/>', /evil/],
    [
      'a CSS import',
      '<style>@import url(https://evil.test/a.css); rect { fill: red }</style>',
      /evil|import/,
    ],
    [
      'a CSS import in quotes',
      '<style>@import "https://evil.test/a.css"; rect { fill: red }</style>',
      /evil|import/,
    ],
    [
      'an external font',
      '<style>@font-face { font-family: x; src: url("https://evil.test/f") }</style>',
      /evil/,
    ],
    [
      'an escaped url',
      '<style>rect { fill: \\75rl(https://evil.test/a) }</style>',
      /evil/,
    ],
    [
      'an external fill',
      '<rect style="fill: url(https://evil.test/a#b)"/>',
      /evil/,
    ],
    [
      'an address that nothing closes',
      '<rect style="fill: url(https://evil.test/a"/>',
      /evil/,
    ],
    [
      'an external filter',
      '<rect filter="url(https://evil.test/a#b)"/>',
      /evil/,
    ],
    [
      'an external cursor',
      '<g style="cursor: image-set(\'https://evil.test/a\' 1x)"/>',
      /evil/,
    ],
    [
      'foreign content',
      '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.test"/></foreignObject>',
      /foreignObject|iframe|evil/i,
    ],
    [
      'an animated link',
      '<set attributeName="href" to="javascript:alert(1)"/>',
      /javascript|alert/,
    ],
    [
      'a handler behind a comment trick',
      '<style><!--</style><img src=x onerror=alert(1)>--></style>',
      /onerror|alert/,
    ],
  ])('drops %s', (_, inner, forbidden) => {
    expect(text(shown(inner))).not.toMatch(forbidden);
  });

  it('expands no entities', () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg ${NS}><text>&b;</text></svg>`;
    expect(sanitizeSvg(bomb)).not.toContain('aaaa');
  });

  it('keeps what a drawing needs', () => {
    const document = shown(`
      <defs><linearGradient id="g"/><marker id="m"><path d="M0 0"/></marker></defs>
      <style>.a { fill: url(#g) } @media print { .a { fill: none } }</style>
      <rect class="a" fill="url(#g)" filter="url('#f')"/>
      <use href="#kept"/>
      <image href="data:image/png;base64,iVBORw0KGgo="/>
      <text x="1">Órdenes &amp; clientes</text>`);
    expect(document.querySelector('rect.a')?.getAttribute('fill')).toBe(
      'url(#g)',
    );
    expect(document.querySelector('style')?.textContent).toContain('url(#g)');
    expect(document.querySelector('use')?.getAttribute('href')).toBe('#kept');
    expect(document.querySelector('image')?.getAttribute('href')).toMatch(
      /^data:image\/png/,
    );
    expect(document.querySelector('text')?.textContent).toBe(
      'Órdenes & clientes',
    );
    expect(document.documentElement.getAttribute('viewBox')).toBe('0 0 10 10');
  });

  it('refuses what is no SVG', () => {
    expect(() => sanitizeSvg('<p>Hello</p>')).toThrow('no SVG');
  });
});
