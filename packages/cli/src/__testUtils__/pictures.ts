/** 2 by 1 pixels. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4z8DAwPAfAAcAAf9+CLHQAAAAAElFTkSuQmCC',
  'base64',
);

export const SVG = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
  <defs><marker id="arrow"><path d="M0 0L6 3L0 6z"/></marker></defs>
  <rect x="10" y="50" width="120" height="60" fill="none" stroke="black"/>
  <text x="70" y="85" text-anchor="middle">Orders API</text>
  <rect x="270" y="50" width="120" height="60" fill="none" stroke="black"/>
  <text x="330" y="85" text-anchor="middle">PostgreSQL</text>
  <path d="M130 80L270 80" stroke="black" marker-end="url(#arrow)"/>
</svg>`;

/** Three pages of 2 to 1, with nothing on them. */
export const PDF = Buffer.from(
  `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] >> endobj
4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] >> endobj
5 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] >> endobj
trailer << /Size 6 /Root 1 0 R >>
%%EOF
`,
);
