// The drawing itself: points by plotly, pictures and the hover card laid over it by us.
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { useThemeName } from '../use-media';
import { useView } from '../view-state';
import { HoverCard } from './HoverCard';
import { MapOverlay } from './MapOverlay';
import type { PlotElement } from './plot-types';
import { StaleMap } from './StaleMap';
import { groupTraces, ringTraces } from './traces';
import type { MapPoints } from './use-map-points';
import { type Renderer, usePlot } from './use-plot';
import { useContextLoss } from './use-renderer';
import { useSize } from './use-size';
import { fitRange, type Range } from './view-range';

const ringColours = {
  light: { accent: '#0b6bcb', ink: '#1a1f24' },
  dark: { accent: '#6db3ff', ink: '#e6eaee' },
} as const;

interface Props {
  readonly plot: RefObject<PlotElement | null>;
  readonly points: MapPoints;
  readonly type: Renderer;
  /** The WebGL context is gone: this drawing must be replaced. */
  readonly onLost: () => void;
}

export function MapCanvas({ plot, points, type, onLost }: Props) {
  const frame = useRef<HTMLDivElement | null>(null);
  const size = useSize(frame);
  const theme = useThemeName();
  const { tool, fits, openItem } = useView();
  const { select, focusItem } = useActions();
  const selection = useApp((state) => state.selection);
  const focus = useApp((state) => state.focus);
  // Where the person has moved the map since it was last fitted.
  const [moved, setMoved] = useState<{ readonly since: Range | null; readonly range: Range } | null>(null);
  const [hover, setHover] = useState<ItemId | null>(null);
  // Bumped after a lasso, whose outline plotly keeps until it draws again.
  const [lassos, setLassos] = useState(0);
  const { projection, at, shown } = points;

  // Fits again for a new layout, size or request; not when a point is added and nothing else moves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `xy` and `fits` say when, `at` only what
  const fitted = useMemo(() => (size ? fitRange(at.values(), size) : null), [projection.xy, size, fits]);
  const range = moved !== null && moved.since === fitted ? moved.range : fitted;

  const traces = useMemo(() => {
    const visible = new Map<ItemId, readonly [number, number]>();
    for (const { ids } of shown) for (const id of ids) visible.set(id, at.get(id) ?? [0, 0]);
    const rings = { placed: [...projection.placed.keys()], selected: selection, focused: focus };
    return [...groupTraces(shown, type, theme), ...ringTraces(rings, visible, type, ringColours[theme])];
  }, [shown, at, projection.placed, selection, focus, type, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: plotly itself has drawn a moved range; a fitted one is new to it
  const drawing = useMemo(
    () => (size && range ? { traces, range, size, tool } : null),
    [traces, size, tool, fitted, lassos],
  );

  useContextLoss(plot, onLost);
  const missing = usePlot(plot, drawing, {
    onHover: setHover,
    onClick: openItem,
    onLasso: (ids) => {
      select(ids);
      if (ids.length === 1) focusItem(ids[0] ?? null);
      setLassos((n) => n + 1);
    },
    onRange: (next) => setMoved({ since: fitted, range: next }),
    onDoubleClick: () => {
      select([]);
    },
  });

  return (
    <div className="map-frame" ref={frame}>
      <div
        className="map-plot"
        ref={plot}
        data-testid="map"
        data-points={at.size}
        data-method={projection.method}
        data-renderer={type}
        role="img"
        aria-label={`Map of ${at.size} images; its content stands in the table that follows`}
      />
      {size && range && (
        <MapOverlay at={at} shown={shown} placed={projection.placed} range={range} size={size} />
      )}
      <StaleMap />
      {missing && (
        <div className="stale-map" role="alert">
          <span>
            The part of this program that draws the map could not be loaded: the site is out of reach, or has
            changed since this page was opened. Your set is kept; reload the page when it says Saved.
          </span>
        </div>
      )}
      {size && range && hover !== null && (
        <HoverCard id={hover} point={at.get(hover)} range={range} size={size} />
      )}
    </div>
  );
}
