import { normalizeLabel, sameLabel } from './labels';

it('compares labels without case, accents, spaces and punctuation', () => {
  expect(normalizeLabel('  Facturación (v2) ')).toBe('facturacionv2');
  expect(sameLabel('Gestión de Pedidos', 'GESTION DE-PEDIDOS')).toBe(true);
});

it.each([
  ['API', 'APl'],
  ['OpenAI', 'OpenAl'],
  ['Auth0', 'AuthO'],
  ['10.0.0.0/16', 'I0.O.0.0/16'],
  ['Order API', 'OrderAPI'],
  ['Facturación', 'Facturaci6n'],
  ['Billing Service', 'Biling Service'],
  ['Application Load Balancer', 'Applicatlon Load Balanoer'],
])('%s is what was read as %s', (label, read) => {
  expect(sameLabel(label, read)).toBe(true);
  expect(sameLabel(read, label)).toBe(true);
});

it.each([
  ['API', 'APP'],
  ['S3', '53'],
  ['S3', 'S2'],
  ['DB', 'DC'],
  ['Cart', 'Card'],
  ['Orders', 'Offers'],
  ['Service 1', 'Service 2'],
  ['node-10', 'node-100'],
  ['PostgreSQL 15', 'PostgreSQL 16'],
  ['Payment Service', 'Shipment Service'],
  ['Order API', ''],
  ['—', '…'],
])('%s is another label than %s', (a, b) => {
  expect(sameLabel(a, b)).toBe(false);
  expect(sameLabel(b, a)).toBe(false);
});
