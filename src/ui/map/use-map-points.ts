// The map's points from the store: where each image lies and in which group it is drawn.
import { useMemo, useRef, useState } from 'react';
import type { Prediction } from '../../state/answers';
import type { Projection } from '../../state/app-state';
import { clusteringOf } from '../../state/clusters';
import { useApp } from '../../state/context';
import { makeItemsOnMap } from '../../state/items-on-map';
import { rowItems } from '../../state/selectors';
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
  const items = useApp((state) => itemsOnMap({ ...state, items: rowItems(state) }));
  const classes = useApp((state) => state.classes);
  const colourBy = useApp((state) => state.settings.colourBy);
  const hidden = useApp((state) => state.hiddenClasses);
  const predictions = useApp((state) =>
    state.predictions.phase === 'done' ? state.predictions.value : noPredictions,
  );

  const clusters = useApp((state) => (colourBy === 'cluster' ? clusteringOf(state) : null));

  const base = useMemo(() => {
    if (projection === null) return null;
    const at = positions({ projection, items });
    const input = { projection, items, classes, predictions, clusters, colourBy };
    return { projection, at, groups: pointGroups(input, at) };
  }, [projection, items, classes, predictions, clusters, colourBy]);

  return useMemo(() => {
    if (base === null || base.at.size === 0) return null;
    const shown = base.groups.filter(
      ({ ids, hides }) => ids.length > 0 && (hides === null || !hidden.includes(hides)),
    );
    return { ...base, shown };
  }, [base, hidden]);
}
