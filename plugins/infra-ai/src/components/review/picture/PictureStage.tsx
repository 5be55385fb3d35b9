import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import type { PictureInfo } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiAddLine,
  RiContrastLine,
  RiExpandDiagonalLine,
  RiFullscreenLine,
  RiSubtractLine,
} from '@remixicon/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { boxesOf } from './boxes';
import { Overlay, type OverlayProps } from './Overlay';
import styles from './Picture.module.css';
import { useDragToPan } from './useDragToPan';
import { useZoom } from './useZoom';

interface PictureStageProps extends OverlayProps {
  url: string;
  picture: PictureInfo;
  /** Fills the height that there is, in place of following the picture's shape. */
  isTall?: boolean;
  onBroken: () => void;
  /** Opens the same picture larger. */
  onEnlarge?: () => void;
}

/** A picture under its boxes, with zoom. */
export function PictureStage(props: PictureStageProps) {
  const { url, picture, isTall, model, selected } = props;
  const { onBroken, onEnlarge, onSelect } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const viewport = useRef<HTMLDivElement>(null);
  // Pixels that grow get blurred; the lines of an SVG do not.
  const isVector = picture.mediaType === 'image/svg+xml';
  const zoom = useZoom(viewport, picture, isVector ? 3 : 1);
  const drag = useDragToPan();
  const [isDark, setIsDark] = useState(false);
  const width = picture.width * zoom.scale;
  const height = picture.height * zoom.scale;

  // What is chosen in the graph or the table comes into view.
  useEffect(() => {
    const box = viewport.current;
    const element = model.elements.find(({ id }) => id === selected);
    const [place] = boxesOf(element?.evidence ?? []);
    if (box && place) {
      box.scrollLeft = inView(
        box.scrollLeft,
        box.clientWidth,
        place.x * width,
        place.width * width,
      );
      box.scrollTop = inView(
        box.scrollTop,
        box.clientHeight,
        place.y * height,
        place.height * height,
      );
    }
    // Not while zooming: then the person decides what is in view.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const keys: Record<string, () => void> = {
    '+': zoom.zoomIn,
    '-': zoom.zoomOut,
    '0': zoom.fit,
    '1': () => zoom.zoomTo(1),
  };

  return (
    <div className={styles.stage} data-tall={isTall || undefined}>
      {/* What is in it can be reached with the keyboard; dragging and the click on its ground have keys beside them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={viewport}
        className={styles.viewport}
        data-dark={isDark || undefined}
        data-fit={zoom.isFit || undefined}
        style={
          isTall
            ? undefined
            : { aspectRatio: `${picture.width} / ${picture.height}` }
        }
        role="region"
        aria-label={t('picture.viewport')}
        // Scrolls, so the keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        {...drag}
        onClick={() => onSelect(undefined)}
        onKeyDown={(event: KeyboardEvent) => {
          if (!event.ctrlKey && !event.metaKey && !event.altKey) {
            keys[event.key]?.();
          }
        }}
      >
        <div className={styles.sheet} style={{ width, height }}>
          <img
            src={url}
            alt={t('picture.alt', { name: picture.fileName ?? '' })}
            width={width}
            height={height}
            draggable={false}
            onError={onBroken}
          />
          <Overlay {...props} width={width} height={height} />
        </div>
      </div>
      <div
        className={styles.toolbar}
        role="group"
        aria-label={t('graph.controls')}
      >
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('graph.zoomOut')}
          icon={<RiSubtractLine />}
          onPress={zoom.zoomOut}
        />
        <button
          type="button"
          className={styles.percent}
          aria-label={t('picture.actualSize', {
            percent: String(Math.round(zoom.scale * 100)),
          })}
          onClick={() => zoom.zoomTo(1)}
        >
          {Math.round(zoom.scale * 100)} %
        </button>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('graph.zoomIn')}
          icon={<RiAddLine />}
          onPress={zoom.zoomIn}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('picture.fit')}
          icon={<RiFullscreenLine />}
          onPress={zoom.fit}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t(isDark ? 'picture.lightGround' : 'picture.darkGround')}
          icon={<RiContrastLine />}
          onPress={() => setIsDark(!isDark)}
        />
        {onEnlarge && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('picture.enlarge')}
            icon={<RiExpandDiagonalLine />}
            onPress={onEnlarge}
          />
        )}
      </div>
    </div>
  );
}

/** Where to scroll so that a stretch is visible; where it is now, if it is. */
function inView(
  scroll: number,
  room: number,
  start: number,
  length: number,
): number {
  const isVisible = start >= scroll && start + length <= scroll + room;
  return isVisible ? scroll : start + length / 2 - room / 2;
}
