import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Write the files of an analysis into the workspace',
    example: stringify({
      steps: [
        {
          id: 'files',
          action: 'infra-ai:files',
          name: 'Write the files',
          input: {
            analysisId: '${{ steps.analyze.output.analysisId }}',
            owner: 'acme',
            repo: 'online-shop',
          },
        },
      ],
    }),
  },
  {
    description: 'Write them into a folder of the workspace',
    example: stringify({
      steps: [
        {
          id: 'files',
          action: 'infra-ai:files',
          name: 'Write the files',
          input: {
            analysisId: '${{ steps.analyze.output.analysisId }}',
            targetPath: './description',
          },
        },
      ],
    }),
  },
];
