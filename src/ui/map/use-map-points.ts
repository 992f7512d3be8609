// The map's points from the store: where each image lies and in which group it is drawn.
import { useMemo, useRef, useState } from 'react';
import type { Prediction } from '../../state/answers';
import type { Projection } from '../../state/app-state';
import { useApp } from '../../state/context';
import { makeItemsOnMap } from '../../state/items-on-map';
import { type PointGroup, pointGroups, positions } from './points';

const noPredictions: readonly Prediction[] = [];

export interface MapPoints {
  readonly projection: Projection;
  readonly at: ReturnType<typeof positions>;
  /** All groups, for the legend. */
  readonly groups: readonly PointGroup[];
  /** Those not hidden. */
  readonly shown: readonly PointGroup[];
}

/** Null until there is a first layout. While a new one is computed the last stays. */
export function useMapPoints(): MapPoints | null {
  const frame = useApp((state) => state.projectionFrame);
  const done = useApp((state) => (state.projection.phase === 'done' ? state.projection.value : null));
  const last = useRef<Projection | null>(null);
  const projection = frame ?? done ?? last.current;
  last.current = projection;

  const [itemsOnMap] = useState(makeItemsOnMap);
  const items = useApp(itemsOnMap);
  const classes = useApp((state) => state.classes);
  const colourBy = useApp((state) => state.settings.colourBy);
  const hidden = useApp((state) => state.hiddenClasses);
  const predictions = useApp((state) =>
    state.predictions.phase === 'done' ? state.predictions.value : noPredictions,
  );

  const base = useMemo(() => {
    if (projection === null) return null;
    const at = positions({ projection, items });
    return { projection, at, groups: pointGroups({ projection, items, classes, predictions, colourBy }, at) };
  }, [projection, items, classes, predictions, colourBy]);

  return useMemo(() => {
    if (base === null || base.at.size === 0) return null;
    const shown = base.groups.filter(({ hides }) => hides === null || !hidden.includes(hides));
    return { ...base, shown };
  }, [base, hidden]);
}
