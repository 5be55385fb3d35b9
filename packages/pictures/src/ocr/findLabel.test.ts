import { findLabel } from './findLabel';
import type { RecognizedText } from './types';

/** Lines of 20 pixels in a picture of 1,000 × 1,000; 10 pixels a character. */
function picture(
  ...lines: Array<[text: string, x: number, y: number]>
): RecognizedText {
  return {
    width: 1000,
    height: 1000,
    lines: lines.map(([text, x, y]) => ({
      text,
      x: x / 1000,
      y: y / 1000,
      width: text.length / 100,
      height: 0.02,
      confidence: 1,
    })),
  };
}

const text = picture(
  ['Gateway API', 100, 100],
  ['S3 bucket', 500, 100],
  ['DynamoDB', 700, 100],
  ['CAPITAL', 800, 300],
  ['Roastery Mgmt', 100, 300],
  ['Batch Planner', 100, 325],
  ['Port 5000', 100, 350],
  ['InvoiceService', 400, 300],
  ['Orders APIBilling API', 400, 500],
  ['Autenticaci6n', 100, 500],
  ['Message', 700, 600],
  ['broker', 775, 602],
  ['technicalcontextofbeanboxsystem', 100, 700],
  ['Worker 1', 100, 800],
  ['S', 500, 800],
  ['Load', 800, 800],
  ['Balancer', 800, 960],
);

it.each([
  ['Gateway API', { x: 0.1, y: 0.1, width: 0.11, height: 0.02 }],
  ['gateway-api', { x: 0.1, y: 0.1, width: 0.11, height: 0.02 }],
  // Among other words, about where it is.
  ['API', { x: 0.177, y: 0.1, width: 0.033, height: 0.02 }],
  ['S3', { x: 0.5, y: 0.1, width: 0.0225, height: 0.02 }],
  // In several lines.
  [
    'Roastery Mgmt Batch Planner',
    { x: 0.1, y: 0.3, width: 0.13, height: 0.045 },
  ],
  ['Mgmt Batch', { x: 0.1, y: 0.3, width: 0.13, height: 0.045 }],
  // In two pieces of one line.
  ['Message Broker', { x: 0.7, y: 0.6, width: 0.135, height: 0.022 }],
  // Without spaces, with neighbors, misread.
  ['Invoice Service', { x: 0.4, y: 0.3, width: 0.14, height: 0.02 }],
  ['Invoice', { x: 0.4, y: 0.3, width: 0.07, height: 0.02 }],
  ['Billing API', { x: 0.4995, y: 0.5, width: 0.1105, height: 0.02 }],
  ['Autenticación', { x: 0.1, y: 0.5, width: 0.13, height: 0.02 }],
  ['Beanbox System', { x: 0.28, y: 0.7, width: 0.13, height: 0.02 }],
  ['Worker 1', { x: 0.1, y: 0.8, width: 0.08, height: 0.02 }],
])('finds %s', (label, box) => {
  const found = findLabel(label, text);
  expect(found).toBeDefined();
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(found![side]).toBeCloseTo(box[side], 2);
  }
});

it.each([
  // Parts of words.
  'DB',
  'Capi',
  'AP',
  'Way',
  'Dynam',
  // Short ones that are nearly there.
  'APIs',
  'S2',
  '53',
  'Port 500',
  'Port 5001',
  'Worker 2',
  // A letter among others.
  'M',
  // Words that do not stand together.
  'API S3',
  'Gateway bucket',
  'Load Balancer',
  'Handler Invoice',
  'Kafka',
  'Notification Service',
  '',
  '…',
])('does not find %s', label => {
  expect(findLabel(label, text)).toBeUndefined();
});

it('prefers the place where the label stands alone and right', () => {
  const places = picture(
    ['Order Service Port 80', 100, 100],
    ['Ordor Service', 100, 300],
    ['Order Service', 100, 500],
  );
  expect(findLabel('Order Service', places)).toMatchObject({ y: 0.5 });
});

it('finds nothing in a picture without text', () => {
  expect(findLabel('API', picture())).toBeUndefined();
});
