import sharp from 'sharp';

/** A text in a drawing, by default black, 16 pixels high and begun at a point of its base line. */
export interface Label {
  text: string;
  x: number;
  y: number;
  size?: number;
  fill?: string;
  family?: string;
  /** Degrees, clockwise around its point. */
  turned?: number;
  /** Puts a filled box behind it. */
  box?: string;
}

/** A PNG with labels. */
export function drawPng(
  width: number,
  height: number,
  labels: Label[],
  ground = '<rect width="100%" height="100%" fill="white"/>',
): Promise<Buffer> {
  const drawn = labels.map(
    ({
      text,
      x,
      y,
      size = 16,
      fill = 'black',
      family = 'Liberation Sans, Arial, DejaVu Sans, sans-serif',
      turned = 0,
      box,
    }) =>
      `${
        box
          ? `<rect x="${x - size}" y="${y - 2 * size}" width="${
              size * (0.65 * text.length + 2)
            }" height="${3 * size}" rx="6" fill="${box}" stroke="#555"/>`
          : ''
      }<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" fill="${fill}" transform="rotate(${turned} ${x} ${y})">${escaped(
        text,
      )}</text>`,
  );
  // Pictures of strangers must not be SVG, our own drawings are.
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${drawn.join(
        '',
      )}</svg>`,
    ),
  )
    .png()
    .toBuffer();
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** What people write into boxes, in two languages. */
export const WORDS = [
  'Order Service',
  'Billing API',
  'PostgreSQL',
  'Kafka',
  'Redis Cache',
  'S3',
  'API Gateway',
  'Application Load Balancer',
  'Web Frontend',
  'Notification Worker',
  'Base de datos',
  'Gestión de pedidos',
  'Facturación',
  'Autenticación',
  'Catálogo',
  'Almacén',
  'Payment Provider',
  'Elasticsearch',
  'Message Queue',
  'Identity Provider',
  'Inventory DB',
  'Lambda',
  'Session Store',
  'Scheduler',
];

/** Labels in columns. */
export function grid(
  texts: string[],
  {
    columns,
    width,
    height,
  }: { columns: number; width: number; height: number },
  style: Partial<Label> = {},
): Label[] {
  return texts.map((text, n) => ({
    text,
    x: 30 + (n % columns) * width,
    y: 60 + Math.floor(n / columns) * height,
    ...style,
  }));
}
