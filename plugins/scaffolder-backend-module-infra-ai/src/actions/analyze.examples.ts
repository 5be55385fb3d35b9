import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Analyze a description with the default analyzer',
    example: stringify({
      steps: [
        {
          id: 'analyze',
          action: 'infra-ai:analyze',
          name: 'Analyze the description',
          input: {
            description:
              'An online shop: a React front end calls the orders API, which stores orders in PostgreSQL.',
          },
        },
      ],
    }),
  },
  {
    description: 'Name the system, its owner and the analyzer',
    example: stringify({
      steps: [
        {
          id: 'analyze',
          action: 'infra-ai:analyze',
          name: 'Analyze the description',
          input: {
            description: 'A worker reads jobs from RabbitMQ and sends e-mails.',
            name: 'mailing',
            owner: 'group:default/platform',
            analyzer: 'embedded',
          },
        },
      ],
    }),
  },
];
