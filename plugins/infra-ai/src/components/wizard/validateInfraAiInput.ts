import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { infraAiApiRef, toProblem } from '../../api';
import { infraAiTranslationRef } from '../../translations';

/** The wizard goes on with a completed analysis that found something, and with no other. */
export const validateInfraAiInput: CustomFieldValidator<
  string | undefined
> = async (id, field, { apiHolder }) => {
  const snapshot = apiHolder
    .get(translationApiRef)
    ?.getTranslation(infraAiTranslationRef);
  const say = (key: 'missing' | 'unfinished' | 'nothing', text: string) =>
    field.addError(snapshot?.ready ? snapshot.t(`wizard.${key}`) : text);
  if (!id) {
    say('missing', 'Analyze a description, a picture or files first.');
    return;
  }
  try {
    const analysis = await apiHolder.get(infraAiApiRef)!.getAnalysis(id);
    if (analysis.state !== 'completed') {
      say('unfinished', 'The analysis is not completed.');
    } else if (!analysis.elementCount) {
      say('nothing', 'The analysis found nothing that could be published.');
    }
  } catch (error) {
    field.addError(toProblem(error).message);
  }
};
