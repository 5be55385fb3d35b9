import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useMemo, type KeyboardEvent } from 'react';
import { infraAiTranslationRef } from '../../../translations';
import { confidenceLevel, needsCheck } from '../confidence';
import {
  boxedElements,
  boxedRelations,
  type Box,
  type BoxedElement,
} from './boxes';
import styles from './Picture.module.css';

export interface OverlayProps {
  model: InfrastructureModel;
  selected: string | undefined;
  highlighted: string | undefined;
  onSelect: (elementId: string | undefined) => void;
  onHighlight: (elementId: string | undefined) => void;
}

/** Room between a thing and the line around it, in pixels. */
const GAP = 3;

/** The places of the elements, drawn over a picture of that size. */
export function Overlay(
  props: OverlayProps & { width: number; height: number },
) {
  const { model, selected, width, height } = props;
  const { t } = useTranslationRef(infraAiTranslationRef);
  const boxed = useMemo(() => boxedElements(model), [model]);
  const relations = useMemo(
    () => boxedRelations(model, selected),
    [model, selected],
  );
  const name = (id: string) => {
    const element = model.elements.find(candidate => candidate.id === id);
    return element?.title ?? element?.name ?? id;
  };
  const toPixels = (box: Box) => ({
    x: box.x * width - GAP,
    y: box.y * height - GAP,
    width: box.width * width + 2 * GAP,
    height: box.height * height + 2 * GAP,
  });
  return (
    <>
      <svg
        className={styles.overlay}
        width={width}
        height={height}
        role="group"
        aria-label={t('picture.boxes')}
      >
        {relations.map(({ relation, boxes }, index) => (
          <g key={index} className={styles.relation} aria-hidden>
            <title>
              {name(relation.from)} {t(`relation.${relation.type}`)}{' '}
              {name(relation.to)}
            </title>
            {boxes.map((box, part) => (
              <rect key={part} {...toPixels(box)} rx={4} />
            ))}
          </g>
        ))}
        {boxed.map(item => (
          <ElementBoxes
            key={item.element.id}
            {...props}
            item={item}
            toPixels={toPixels}
          />
        ))}
      </svg>
      {boxed
        .filter(
          ({ element: { id } }) => id === selected || id === props.highlighted,
        )
        .map(({ element, boxes: [first] }) => {
          const { x, y } = toPixels(first);
          const isRight = x > width * 0.6;
          return (
            <span
              key={element.id}
              className={styles.tag}
              aria-hidden
              style={{
                top: Math.max(0, y - 21),
                ...(isRight
                  ? { right: Math.max(0, width * (1 - first.x - first.width)) }
                  : { left: Math.max(0, x) }),
              }}
            >
              {name(element.id)}
            </span>
          );
        })}
    </>
  );
}

function ElementBoxes({
  item: { element, boxes },
  selected,
  highlighted,
  onSelect,
  onHighlight,
  toPixels,
}: OverlayProps & { item: BoxedElement; toPixels: (box: Box) => Box }) {
  const { t } = useTranslationRef(infraAiTranslationRef);
  const { id, kind, name, title, type } = element;
  const label = { kind: t(`kind.${kind}`), name: title ?? name, type };
  const isSelected = id === selected;
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={
        needsCheck(element)
          ? t('graph.nodeUncertain', {
              ...label,
              confidence: t(`confidence.${confidenceLevel(element)}`),
            })
          : t('graph.node', label)
      }
      aria-pressed={isSelected}
      data-highlighted={id === highlighted || undefined}
      className={[
        styles.box,
        styles[kind],
        needsCheck(element) && styles.uncertain,
      ]
        .filter(Boolean)
        .join(' ')}
      onClick={event => {
        event.stopPropagation();
        onSelect(id);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onSelect(id);
        }
      }}
      onMouseEnter={() => onHighlight(id)}
      onMouseLeave={() => onHighlight(undefined)}
      onFocus={() => onHighlight(id)}
      onBlur={() => onHighlight(undefined)}
    >
      {boxes.map((box, index) => {
        const place = toPixels(box);
        return (
          <g key={index}>
            <rect {...place} rx={6} className={styles.halo} />
            <rect {...place} rx={6} className={styles.line} />
            {needsCheck(element) && (
              <g
                className={styles.question}
                transform={`translate(${place.x + place.width - 4} ${
                  place.y + 4
                })`}
                aria-hidden
              >
                <circle r={9} />
                <text textAnchor="middle" dy="4">
                  ?
                </text>
              </g>
            )}
          </g>
        );
      })}
    </g>
  );
}
