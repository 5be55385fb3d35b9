import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the workspace as a private repository',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'infra-ai:publish:github',
          name: 'Publish to GitHub',
          input: { owner: 'acme', repo: 'online-shop' },
        },
      ],
    }),
  },
  {
    description: "Publish an analysis as the person's own public repository",
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'infra-ai:publish:github',
          name: 'Publish to GitHub',
          input: {
            repoUrl: 'github.com?owner=acme&repo=online-shop',
            visibility: 'public',
            description: 'The online shop and what it runs on',
            analysisId: '${{ steps.analyze.output.analysisId }}',
            defaultBranch: 'main',
            commitMessage: 'Describe the online shop',
            token: '${{ secrets.USER_OAUTH_TOKEN }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'Bring a repository that is there up to date by a pull request, and take out what is no longer found',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'infra-ai:publish:github',
          name: 'Open a pull request',
          input: {
            owner: 'acme',
            repo: 'existing-shop',
            analysisId: '${{ steps.analyze.output.analysisId }}',
            removeMissing: true,
          },
        },
      ],
    }),
  },
  {
    description: 'Say what would be done, and do nothing',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'infra-ai:publish:github',
          name: 'Try to publish',
          input: { owner: 'acme', repo: 'online-shop', dryRun: true },
        },
      ],
    }),
  },
];
