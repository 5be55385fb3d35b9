import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait until the published entities are in the catalog',
    example: stringify({
      steps: [
        {
          id: 'wait',
          action: 'infra-ai:catalog:wait',
          name: 'Wait for the catalog',
          input: {
            entityRefs: '${{ steps.files.output.entityRefs }}',
            catalogInfoUrl: '${{ steps.publish.output.catalogInfoUrl }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Wait for what a catalog file holds, for ten seconds',
    example: stringify({
      steps: [
        {
          id: 'wait',
          action: 'infra-ai:catalog:wait',
          name: 'Wait for the catalog',
          input: {
            catalogInfoUrl:
              'https://github.com/acme/online-shop/blob/main/catalog-info.yaml',
            timeout: { seconds: 10 },
          },
        },
      ],
    }),
  },
];
