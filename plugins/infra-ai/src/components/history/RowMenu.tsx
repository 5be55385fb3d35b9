import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  infraAiAnalysisCreatePermission,
  type AnalysisSummary,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiArrowGoBackLine,
  RiDeleteBinLine,
  RiExternalLinkLine,
  RiFileCopyLine,
  RiMore2Fill,
} from '@remixicon/react';
import { analysisRouteRef } from '../../plugin/routes';
import { infraAiTranslationRef } from '../../translations';

export interface RowHandlers {
  onDelete: (analysis: AnalysisSummary) => void;
  onDuplicate: (analysis: AnalysisSummary) => void;
  /** Takes its input into the form. */
  onReuse: (analysis: AnalysisSummary) => void;
}

interface RowMenuProps extends RowHandlers {
  analysis: AnalysisSummary;
}

/** What can be done with an analysis of the list. */
export function RowMenu(props: RowMenuProps) {
  const { analysis, onDelete, onDuplicate, onReuse } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const analysisPath = useRouteRef(analysisRouteRef);
  const { allowed } = usePermission({
    permission: infraAiAnalysisCreatePermission,
  });
  return (
    <MenuTrigger>
      <ButtonIcon
        aria-label={t('history.menu', { name: analysis.name })}
        icon={<RiMore2Fill />}
        variant="tertiary"
        size="small"
      />
      <Menu placement="bottom right">
        <MenuItem
          iconStart={<RiExternalLinkLine />}
          href={analysisPath({ id: analysis.id })}
        >
          {t('history.openOne')}
        </MenuItem>
        <MenuItem
          iconStart={<RiFileCopyLine />}
          isDisabled={!allowed || analysis.state !== 'completed'}
          onAction={() => onDuplicate(analysis)}
        >
          {t('history.duplicate')}
        </MenuItem>
        <MenuItem
          iconStart={<RiArrowGoBackLine />}
          isDisabled={!allowed}
          onAction={() => onReuse(analysis)}
        >
          {t('history.reuse')}
        </MenuItem>
        <MenuItem
          iconStart={<RiDeleteBinLine />}
          color="danger"
          onAction={() => onDelete(analysis)}
        >
          {t('common.delete')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
