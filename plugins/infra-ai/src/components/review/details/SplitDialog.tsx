import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import type {
  Element,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useState } from 'react';
import type { RelationKey } from '../../../draft/edits';
import { infraAiTranslationRef } from '../../../translations';

interface SplitDialogProps {
  element: Element;
  model: InfrastructureModel;
  onClose: () => void;
  onSplit: (name: string, relations: RelationKey[]) => void;
}

/** Asks what the second element is called, and which relations go over to it. */
export function SplitDialog(props: SplitDialogProps) {
  const { element, model, onClose, onSplit } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const [name, setName] = useState(
    t('details.splitName', { name: element.name }).slice(0, 200),
  );
  const [moved, setMoved] = useState<string[]>([]);
  const relations = model.relations.filter(
    ({ from, to }) => from === element.id || to === element.id,
  );
  const nameOf = (id: string) => {
    const other = model.elements.find(item => item.id === id);
    return other?.title ?? other?.name ?? id;
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>
        {t('split.title', { name: element.title ?? element.name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('split.intro')}</Text>
          <TextField
            label={t('split.name')}
            value={name}
            maxLength={200}
            onChange={setName}
          />
          {relations.length > 0 && (
            <CheckboxGroup
              label={t('split.relations')}
              value={moved}
              onChange={setMoved}
            >
              {relations.map(({ from, to, type }, index) => (
                <Checkbox key={index} value={String(index)}>
                  {nameOf(from)} {t(`relation.${type}`)} {nameOf(to)}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!name.trim()}
          onPress={() =>
            onSplit(
              name.trim(),
              moved.map(index => relations[Number(index)]),
            )
          }
        >
          {t('details.split')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
