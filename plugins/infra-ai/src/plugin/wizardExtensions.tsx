import {
  FormFieldBlueprint,
  createFormField,
} from '@backstage/plugin-scaffolder-react/alpha';

const infraAiInput = FormFieldBlueprint.make({
  name: 'infra-ai-input',
  params: {
    field: async () => {
      const { InfraAiInput, validateInfraAiInput } = await import(
        '../components/wizard'
      );
      return createFormField({
        name: 'InfraAiInput',
        component: InfraAiInput,
        validation: validateInfraAiInput,
      });
    },
  },
});

/** What the plugin adds to the scaffolder's wizard. */
export const wizardExtensions = [infraAiInput];
