/** Shapes as SVG, in a style: `{ ground, ink, fill, store, stroke, text, round, head, dash, lineWidth }`. */

const DEFAULTS = {
  ground: '#fff',
  ink: '#333',
  fill: '#dae8fc',
  store: '#fff2cc',
  stroke: '#6c8ebf',
  text: '#111',
  round: 0,
  head: 'filled',
  lineWidth: 1.5,
};
const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** What draws in a style. */
export function pen(given) {
  const style = { ...DEFAULTS, ...given };
  const { fill, store, stroke, ink, text, ground } = style;
  const write = (x, y, words, more = '') =>
    `<text x="${x}" y="${y}" font-size="13" text-anchor="middle" fill="${text}" ${more}>${escaped(
      words,
    )}</text>`;
  const caption = (x, y, label) => {
    const lines = label.split('\n');
    return lines
      .map((words, i) =>
        write(x, y + 5 + (i - (lines.length - 1) / 2) * 17, words),
      )
      .join('');
  };
  return {
    write,
    box: (x, y, width, height, label) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${
        style.round
      }" fill="${fill}" stroke="${stroke}"/>${caption(
        x + width / 2,
        y + height / 2,
        label,
      )}`,
    ellipse: (x, y, width, height, label) =>
      `<ellipse cx="${x + width / 2}" cy="${y + height / 2}" rx="${
        width / 2
      }" ry="${height / 2}" fill="${store}" stroke="${stroke}"/>${caption(
        x + width / 2,
        y + height / 2,
        label,
      )}`,
    cylinder: (x, y, width, height, label) =>
      `<path d="M${x} ${y + 10}a${width / 2} 10 0 0 1 ${width} 0v${
        height - 20
      }a${
        width / 2
      } 10 0 0 1 ${-width} 0z" fill="${store}" stroke="${stroke}"/><path d="M${x} ${
        y + 10
      }a${
        width / 2
      } 10 0 0 0 ${width} 0" fill="none" stroke="${stroke}"/>${caption(
        x + width / 2,
        y + height / 2 + 5,
        label,
      )}`,
    pipe: (x, y, width, height, label) =>
      `<path d="M${x + 10} ${y}h${width - 20}a10 ${
        height / 2
      } 0 0 1 0 ${height}h${20 - width}a10 ${
        height / 2
      } 0 0 1 0 ${-height}z" fill="${store}" stroke="${stroke}"/><path d="M${
        x + width - 10
      } ${y}a10 ${
        height / 2
      } 0 0 0 0 ${height}" fill="none" stroke="${stroke}"/>${caption(
        x + width / 2,
        y + height / 2,
        label,
      )}`,
    frame: (x, y, width, height, title) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${ink}" fill-opacity="0.05" stroke="${stroke}"/>${write(
        x + width / 2,
        y + 18,
        title,
      )}`,
    line: (points, more = {}) => line(points, { ...style, ...more }),
    /** The whole picture. */
    picture: (width, height, body) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Liberation Sans, Arial, sans-serif"><rect width="100%" height="100%" fill="${ground}"/>${body}</svg>`,
  };
}

function way([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return [(x2 - x1) / length, (y2 - y1) / length];
}

function head([x, y], [dx, dy], { head: kind, ink }) {
  const half = kind === 'open' ? 6 : 4.5;
  const [bx, by] = [x - dx * 10, y - dy * 10];
  const a = `${bx - dy * half} ${by + dx * half}`;
  const b = `${bx + dy * half} ${by - dx * half}`;
  return kind === 'open'
    ? `<path d="M${a}L${x} ${y}L${b}" fill="none" stroke="${ink}" stroke-width="1.6"/>`
    : `<path d="M${x} ${y}L${a}L${b}Z" fill="${ink}"/>`;
}

/** `heads`: `end` (default), `both` or `none`. */
function line(points, style) {
  const { ink, ground, round, dash, lineWidth, heads = 'end', label } = style;
  const last = points.length - 1;
  let d = `M${points[0].join(' ')}`;
  for (let i = 1; i < last; i++) {
    const [x, y] = points[i];
    const [ax, ay] = way(points[i - 1], points[i]);
    const [bx, by] = way(points[i], points[i + 1]);
    d += `L${x - ax * round} ${y - ay * round}Q${x} ${y} ${x + bx * round} ${
      y + by * round
    }`;
  }
  d += `L${points[last].join(' ')}`;
  const [[x1, y1], [x2, y2]] = points;
  return [
    `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${lineWidth}"${
      dash ? ` stroke-dasharray="${dash}"` : ''
    }/>`,
    heads !== 'none' &&
      head(points[last], way(points[last - 1], points[last]), style),
    heads === 'both' && head(points[0], way(points[1], points[0]), style),
    label &&
      `<rect x="${(x1 + x2) / 2 - label.length * 3.4 - 2}" y="${
        (y1 + y2) / 2 - 8
      }" width="${
        label.length * 6.8 + 4
      }" height="16" fill="${ground}"/><text x="${(x1 + x2) / 2}" y="${
        (y1 + y2) / 2 + 4
      }" font-size="11" text-anchor="middle" fill="${ink}">${label}</text>`,
  ]
    .filter(Boolean)
    .join('');
}
