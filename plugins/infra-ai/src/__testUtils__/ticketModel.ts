import type {
  Element,
  Evidence,
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** Size of the sample picture, in pixels. */
export const TICKET_PICTURE = { width: 860, height: 460 };

function box(x: number, y: number, width: number, height: number): Evidence {
  return {
    kind: 'image',
    x: x / TICKET_PICTURE.width,
    y: y / TICKET_PICTURE.height,
    width: width / TICKET_PICTURE.width,
    height: height / TICKET_PICTURE.height,
  };
}

const element = (
  id: string,
  fields: Pick<Element, 'kind' | 'type' | 'name' | 'technology'>,
  [x, y]: [number, number],
): Element => ({
  id,
  ...fields,
  evidence: [box(x, y, 200, 72)],
  confidence: 0.93,
});

const relation = (
  from: string,
  to: string,
  type: Relation['type'],
  evidence: Evidence,
): Relation => ({ from, to, type, evidence: [evidence], confidence: 0.9 });

/** The sample picture of the ticket office as an analyzer might read it, boxes included. */
export function ticketModel(): InfrastructureModel {
  return {
    system: { name: 'Ticket office' },
    source: { kind: 'image' },
    warnings: [],
    elements: [
      element(
        'site',
        {
          kind: 'component',
          type: 'website',
          name: 'Booking site',
          technology: 'React',
        },
        [40, 70],
      ),
      element(
        'api',
        {
          kind: 'api',
          type: 'openapi',
          name: 'Booking API',
          technology: 'REST',
        },
        [330, 70],
      ),
      element(
        'booking',
        {
          kind: 'component',
          type: 'service',
          name: 'Booking service',
          technology: 'Go',
        },
        [330, 200],
      ),
      element(
        'bookings',
        {
          kind: 'resource',
          type: 'database',
          name: 'Bookings',
          technology: 'PostgreSQL',
        },
        [620, 200],
      ),
      {
        ...element(
          'seats',
          {
            kind: 'resource',
            type: 'cache',
            name: 'Seat cache',
            technology: 'Redis',
          },
          [620, 330],
        ),
        confidence: 0.41,
      },
      element(
        'events',
        {
          kind: 'resource',
          type: 'queue',
          name: 'Booking events',
          technology: 'RabbitMQ',
        },
        [330, 330],
      ),
      element(
        'mailer',
        {
          kind: 'component',
          type: 'worker',
          name: 'Ticket mailer',
          technology: 'Python',
        },
        [40, 330],
      ),
      {
        id: 'hosting',
        kind: 'resource',
        type: 'cluster',
        name: 'Hosting',
        // The analyzer knew only that it is in the picture.
        evidence: [{ kind: 'image', x: 0, y: 0, width: 1, height: 1 }],
        confidence: 0.8,
      },
    ],
    relations: [
      relation('site', 'api', 'consumesApi', box(240, 84, 90, 30)),
      relation('booking', 'api', 'providesApi', box(418, 142, 74, 58)),
      relation('booking', 'bookings', 'dependsOn', box(530, 214, 90, 30)),
      relation('booking', 'seats', 'dependsOn', box(530, 254, 130, 112)),
      relation('booking', 'events', 'dependsOn', box(418, 272, 80, 58)),
      relation('mailer', 'events', 'dependsOn', box(240, 344, 90, 30)),
    ],
  };
}
