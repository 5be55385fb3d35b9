import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup } from '@backstage/ui';
import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { ModelDraft } from '../../../draft/DraftContext';
import { infraAiTranslationRef } from '../../../translations';

/** What the page can say in its own language; of another reason it shows the server's words. */
const REASONS = {
  ref: 'details.matchReason.ref',
  name: 'details.matchReason.name',
  alias: 'details.matchReason.alias',
  similar: 'details.matchReason.similar',
} as const;

const NEW = 'new';

/** What the catalog has that this may be, and what to do with it; nothing when it has none. */
export function CatalogChoice({
  element,
  draft,
}: {
  element: Element;
  draft: ModelDraft;
}) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { catalog } = element;
  const matches = (draft.matches?.elements[element.id] ?? []).filter(
    ({ reason }) => reason !== 'provenance',
  );
  const refs = [
    ...new Set([
      ...(catalog ? [catalog.entityRef] : []),
      ...matches.map(({ entityRef }) => entityRef),
    ]),
  ];
  if (refs.length === 0) {
    return null;
  }
  const why = (ref: string) => {
    const match = matches.find(({ entityRef }) => entityRef === ref);
    if (!match) {
      return undefined;
    }
    const { reason, explanation } = match;
    const known = REASONS[reason as keyof typeof REASONS];
    return known ? t(known, { explanation }) : explanation;
  };
  // An API is not written from what was found of a component: its definition would be lost. Pointing at it is enough.
  const isApi = element.kind === 'api';
  const canUpdate = (ref: string) =>
    ref.startsWith('api:') === isApi ||
    (catalog?.use === 'update' && catalog.entityRef === ref);
  return (
    <RadioGroup
      label={t('details.inCatalog')}
      isDisabled={!draft.isEditable}
      value={catalog ? `${catalog.use} ${catalog.entityRef}` : NEW}
      onChange={value => {
        const [use, entityRef] = value.split(' ');
        draft.edit({
          op: 'useCatalog',
          id: element.id,
          use:
            use === 'reference' || use === 'update'
              ? { use, entityRef }
              : undefined,
        });
      }}
    >
      <Radio value={NEW}>{t('details.useNew')}</Radio>
      {refs.flatMap(ref => [
        <Radio key={`reference ${ref}`} value={`reference ${ref}`}>
          {t('details.useReference', { ref })}
          {why(ref) ? ` (${why(ref)})` : ''}
        </Radio>,
        canUpdate(ref) && (
          <Radio key={`update ${ref}`} value={`update ${ref}`}>
            {t('details.useUpdate', { ref })}
          </Radio>
        ),
      ])}
    </RadioGroup>
  );
}
