/** Cells of the drawing: id, text, style and place. */
const BOXES = [
  ['web', 'Ticket Web', 'rounded=0;html=1;', 10, 30, 140, 60],
  ['api', 'Ticket API', 'rounded=0;html=1;', 210, 30, 140, 60],
  ['db', 'PostgreSQL', 'shape=cylinder3;html=1;', 410, 20, 140, 80],
] as const;
const ARROWS = [
  ['web', 'api'],
  ['api', 'db'],
] as const;

/** What an analyzer has to find in {@link drawnPicture}. */
export const DRAWN_NAMES = BOXES.map(([, name]) => name);

/**
 * A picture of our own, as draw.io exports an editable SVG: three boxes with two arrows to look at, and their source for
 * the analyzers that read it. `name` makes it another picture each time, so that no stored answer stands in for a new one.
 */
export function drawnPicture(name: string): string {
  const cells = [
    '<mxCell id="0"/><mxCell id="1" parent="0"/>',
    ...BOXES.map(
      ([id, text, style, x, y, width, height]) =>
        `<mxCell id="${id}" value="${text}" style="${style}" vertex="1" parent="1"><mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/></mxCell>`,
    ),
    ...ARROWS.map(
      ([from, to]) =>
        `<mxCell id="${from}-${to}" edge="1" source="${from}" target="${to}" parent="1"><mxGeometry relative="1" as="geometry"/></mxCell>`,
    ),
  ].join('');
  const source = `<mxfile><diagram name="${escapeXml(
    name,
  )}"><mxGraphModel><root>${cells}</root></mxGraphModel></diagram></mxfile>`;
  const shapes = BOXES.map(
    ([, text, , x, y, width, height]) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff" stroke="#000"/><text x="${
        x + width / 2
      }" y="${
        y + height / 2 + 6
      }" text-anchor="middle" font-family="sans-serif" font-size="16">${text}</text>`,
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="560" height="120" viewBox="0 0 560 120" content="${escapeXml(
    source,
  )}"><path d="M150 60H210M350 60H410" stroke="#000"/>${shapes}</svg>\n`;
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
