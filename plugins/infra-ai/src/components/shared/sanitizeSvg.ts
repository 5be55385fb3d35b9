import createDOMPurify from 'dompurify';

/** The only images that a picture may bring: raster data in the file itself. An SVG in an SVG would need all this again. */
const OWN_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i;
const OWN_PART = /^#[^\s'"()<>\\]+$/;

const LINKS = ['href', 'xlink:href', 'src'];

/**
 * An SVG as text that neither runs nor loads anything, for `<img src="blob:…">` alone: never put it into the document.
 * A browser runs no script and loads nothing in an image either; this holds where that ever fails.
 *
 * It is read as HTML, which knows no entities of its own, so there is nothing to expand.
 *
 * @throws TypeError when no SVG is left
 */
export function sanitizeSvg(text: string): string {
  const body = purifier().sanitize(text, {
    USE_PROFILES: { svg: true, svgFilters: true },
    // Drawing tools repeat shapes with it; its link may only point into the file.
    ADD_TAGS: ['use'],
    FORBID_TAGS: ['foreignObject', 'a', 'animate', 'set'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM: true,
  }) as HTMLElement;
  const svg = [...body.children].find(
    child => child.localName === 'svg' && child instanceof SVGElement,
  );
  if (!svg) {
    throw new TypeError('The file holds no SVG that can be shown');
  }
  return new XMLSerializer().serializeToString(svg);
}

/** An instance of our own: hooks on the shared one would change what others of the portal get. */
function purifier() {
  const purify = createDOMPurify(window);
  purify.addHook('uponSanitizeAttribute', (_node, attribute) => {
    const { attrName, attrValue } = attribute;
    if (LINKS.includes(attrName)) {
      const value = attrValue.trim();
      attribute.keepAttr = OWN_PART.test(value) || OWN_IMAGE.test(value);
    } else if (loadsFromElsewhere(attrValue)) {
      attribute.keepAttr = false;
    }
  });
  purify.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style' && node.textContent) {
      node.textContent = loadsFromElsewhere(node.textContent)
        ? localStyles(node.textContent)
        : node.textContent;
    }
  });
  return purify;
}

const URL_IN_CSS = /url\(\s*(['"]?)(.*?)\1\s*\)/gis;

/** Whether a style or attribute asks for another file, or hides with an escape what it asks for. */
function loadsFromElsewhere(value: string): boolean {
  const rest = value.replace(URL_IN_CSS, (whole, _quote, target) =>
    OWN_PART.test(target) || OWN_IMAGE.test(target) ? '' : whole,
  );
  // What is left includes a url( that nothing closes, which CSS allows.
  return /@import|image-set\s*\(|url\s*\(|\\/i.test(rest);
}

/** The rules of a style sheet that load nothing; braces are balanced in what drawing tools write. */
function localStyles(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/@[a-z-]+[^;{}]*;/gi, '')
    .split('}')
    .filter(rule => !loadsFromElsewhere(rule))
    .map(rule => `${rule}}`)
    .join('')
    .replace(/\}\s*\}$/, '}');
}
