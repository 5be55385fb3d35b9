import sharp from 'sharp';

const COLUMNS = 8;
const NAMES =
  'Order Service|Billing API|PostgreSQL|Kafka|Redis Cache|API Gateway|Web Frontend|Notification Worker|Base de datos|Gestión de pedidos|Facturación|Load Balancer|Payment Provider|Elasticsearch|Message Queue|Identity Provider'.split(
    '|',
  );

/** The labels of {@link drawDiagram}. */
export const DRAWN_LABELS = Array.from(
  { length: 48 },
  (_, n) => `${NAMES[n % NAMES.length]} ${n + 1}`,
);

/** A PNG of 2,000 × 1,200: colored boxes with labels, and arrows between them. */
export function drawDiagram(): Promise<Buffer> {
  const boxes = DRAWN_LABELS.map((label, n) => {
    const x = 40 + (n % COLUMNS) * 245;
    const y = 40 + Math.floor(n / COLUMNS) * 190;
    const fill = ['#dae8fc', '#d5e8d4', '#fff2cc', '#1565c0'][n % 4];
    const ink = fill === '#1565c0' ? 'white' : '#222';
    return `<rect x="${x}" y="${y}" width="205" height="90" rx="8" fill="${fill}" stroke="#666"/><text x="${
      x + 102
    }" y="${y + 51}" text-anchor="middle" font-size="${
      13 + (n % 5)
    }" fill="${ink}">${label}</text><path d="M${x + 205} ${y + 45}h40M${
      x + 102
    } ${y + 90}v100" stroke="#444"/>`;
  });
  // The package lets libvips read no SVG, as those of strangers may be hostile; this one is ours.
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1200" font-family="Liberation Sans, Arial, DejaVu Sans, sans-serif"><rect width="100%" height="100%" fill="white"/>${boxes.join(
        '',
      )}</svg>`,
    ),
  )
    .png()
    .toBuffer();
}
