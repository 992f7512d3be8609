// Small pictures at their points, and the short pulse of an image that has just been placed.
import { useMemo } from 'react';
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { Thumb } from '../controls/Thumb';
import type { PointGroup } from './points';
import { type Range, type SizePx, spread, toPixels } from './view-range';

const most = 200;
const thumbPx = 36;

interface Props {
  readonly at: ReadonlyMap<ItemId, readonly [number, number]>;
  readonly shown: readonly PointGroup[];
  readonly placed: ReadonlyMap<ItemId, readonly [number, number]>;
  readonly range: Range;
  readonly size: SizePx;
}

export function MapOverlay({ at, shown, placed, range, size }: Props) {
  const thumbnails = useApp((state) => state.settings.thumbnailsOnMap);
  const pictures = useMemo(() => {
    if (!thumbnails) return [];
    const visible = shown.flatMap(({ ids }) =>
      ids.map((id) => [id, at.get(id) ?? ([0, 0] as const)] as const),
    );
    return spread(visible, range, size, thumbPx + 4, most);
  }, [thumbnails, shown, at, range, size]);
  const pulses = [...placed].slice(-50).map(([id, point]) => [id, toPixels(point, range, size)] as const);

  return (
    <div className="map-overlay" aria-hidden="true">
      {pictures.map(({ id, left, top }) => (
        <span
          key={id}
          className="map-thumb"
          style={{ transform: `translate(${left - thumbPx / 2}px, ${top - thumbPx / 2}px)` }}
        >
          <Thumb id={id} sizePx={thumbPx} />
        </span>
      ))}
      {pulses.map(([id, [left, top]]) => (
        <span key={id} className="pulse-at" style={{ transform: `translate(${left}px, ${top}px)` }}>
          <span className="pulse" />
        </span>
      ))}
    </div>
  );
}
