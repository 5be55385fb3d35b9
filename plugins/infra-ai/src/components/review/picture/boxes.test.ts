import type {
  Element,
  Evidence,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { ticketModel } from '../../../__testUtils__';
import { boxedElements, boxedRelations, boxesOf } from './boxes';

const image = (
  x: number,
  y: number,
  width: number,
  height: number,
): Evidence => ({
  kind: 'image',
  x,
  y,
  width,
  height,
});

describe('boxes', () => {
  it('draws no box of the whole picture', () => {
    expect(
      boxesOf([image(0, 0, 1, 1), image(0.01, 0.005, 0.985, 0.99)]),
    ).toEqual([]);
    expect(boxesOf([image(0, 0, 1, 0.5)])).toHaveLength(1);
  });

  it('cuts off what lies outside and leaves out what is empty', () => {
    const [box] = boxesOf([image(0.8, 0.2, 0.5, 0.1), image(1, 0, 0.2, 0.2)]);
    expect(box.width).toBeCloseTo(0.2);
    expect(boxesOf([image(1, 0, 0.2, 0.2), image(0.1, 0.1, 0, 0.3)])).toEqual(
      [],
    );
  });

  it('puts what encloses first, then the order of reading', () => {
    const element = (id: string, evidence: Evidence): Element => ({
      ...ticketModel().elements[0],
      id,
      evidence: [evidence],
    });
    const model = {
      ...ticketModel(),
      elements: [
        element('below', image(0.1, 0.7, 0.1, 0.1)),
        element('right', image(0.6, 0.2, 0.1, 0.1)),
        element('left', image(0.1, 0.21, 0.1, 0.1)),
        element('zone', image(0.05, 0.1, 0.9, 0.5)),
        element('region', image(0.01, 0.01, 0.97, 0.97)),
      ],
    };
    expect(boxedElements(model).map(({ element: { id } }) => id)).toEqual([
      'region',
      'zone',
      'left',
      'right',
      'below',
    ]);
  });

  it('finds the relations of an element', () => {
    expect(
      boxedRelations(ticketModel(), 'booking').map(
        ({ relation }) => relation.to,
      ),
    ).toEqual(['api', 'bookings', 'seats', 'events']);
    expect(boxedRelations(ticketModel(), undefined)).toEqual([]);
  });
});
