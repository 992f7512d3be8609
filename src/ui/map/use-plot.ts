// Keeps a plotly drawing in step with traces and range: loads the library once, draws one thing at a time, tells events,
// falls back to SVG where WebGL is missing or its context keeps getting lost.
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ItemId } from '../../domain/types';
import type { MapTool } from '../view-state';
import type { Layout, PlotElement, PlotEvent, PlotlyApi, Trace } from './plot-types';
import type { Range, SizePx } from './view-range';

export type Renderer = Trace['type'];

export interface PlotEvents {
  readonly onHover: (id: ItemId | null) => void;
  readonly onClick: (id: ItemId) => void;
  readonly onLasso: (ids: readonly ItemId[]) => void;
  readonly onRange: (range: Range) => void;
  readonly onDoubleClick: () => void;
}

interface Drawing {
  readonly traces: readonly Trace[];
  readonly range: Range;
  readonly size: SizePx;
  readonly tool: MapTool;
}

const config = {
  displayModeBar: false,
  scrollZoom: true,
  doubleClick: false,
  showTips: false,
  showAxisDragHandles: false,
};

export function layoutOf({ range, size, tool }: Omit<Drawing, 'traces'>): Layout {
  const axis = { visible: false, showgrid: false, zeroline: false } as const;
  return {
    width: size.width,
    height: size.height,
    autosize: false,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    hovermode: 'closest',
    hoverdistance: 14,
    dragmode: tool,
    showlegend: false,
    xaxis: { ...axis, range: [range.x[0], range.x[1]] },
    yaxis: { ...axis, range: [range.y[0], range.y[1]] },
  };
}

/** Marks plotly's own work in the browser's timeline ("plotly"), so that it can be told from ours. */
function timed<T>(act: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const drawn = act();
  performance.measure('plotly', { start, end: performance.now() });
  performance.clearMeasures('plotly');
  return drawn;
}

/** Draws `drawing` into the element whenever it changes. @returns whether the code that draws could not be loaded. */
export function usePlot(
  element: RefObject<PlotElement | null>,
  drawing: Drawing | null,
  events: PlotEvents,
): boolean {
  const [library, setLibrary] = useState<PlotlyApi | null>(null);
  const [missing, setMissing] = useState(false);
  const latest = useRef({ drawing, events });
  const busy = useRef(false);
  const again = useRef(false);
  useEffect(() => {
    latest.current = { drawing, events };
  });

  useEffect(() => {
    let wanted = true;
    import('./plotly').then(
      ({ Plotly }) => wanted && setLibrary(() => Plotly),
      () => wanted && setMissing(true),
    );
    return () => {
      wanted = false;
    };
  }, []);

  useEffect(() => {
    const target = element.current;
    if (!library || !target || !drawing) return;
    if (busy.current) {
      again.current = true;
      return;
    }
    const draw = async () => {
      busy.current = true;
      do {
        again.current = false;
        const now = latest.current.drawing;
        if (!now || !target.isConnected) break;
        const fresh = target.on === undefined;
        // A changed tool alone would not make plotly work out where the points are for a lasso; relayout does.
        if (!fresh && target.layout?.dragmode !== now.tool)
          await timed(() => library.relayout(target, { dragmode: now.tool }));
        await timed(() => library.react(target, now.traces, layoutOf(now), config));
        if (fresh) listen(target, () => latest.current.events);
      } while (again.current);
    };
    void draw().finally(() => {
      busy.current = false;
    });
  }, [library, drawing, element]);

  useEffect(() => {
    const target = element.current;
    return () => {
      if (library && target) library.purge(target);
    };
  }, [library, element]);
  return missing;
}

function listen(target: PlotElement, events: () => PlotEvents): void {
  const idsOf = (event: PlotEvent | undefined) =>
    (event?.points ?? []).flatMap(({ customdata }) => customdata ?? []);
  const tellRange = (event: PlotEvent | undefined) => {
    if (!event || !('xaxis.range[0]' in event)) return;
    const { xaxis, yaxis } = target.layout ?? {};
    if (xaxis && yaxis) events().onRange({ x: [...xaxis.range], y: [...yaxis.range] });
  };
  target.on?.('plotly_hover', (event) => events().onHover(idsOf(event)[0] ?? null));
  target.on?.('plotly_unhover', () => events().onHover(null));
  target.on?.('plotly_click', (event) => {
    const id = idsOf(event)[0];
    if (id !== undefined) events().onClick(id);
  });
  target.on?.('plotly_selected', (event) => {
    // Plotly tells an empty selection, too, when we clear the outline of the last: without an outline it is nobody's wish.
    const ids = new Set(idsOf(event));
    if (ids.size > 0 || (event?.selections?.length ?? 0) > 0) events().onLasso([...ids]);
  });
  target.on?.('plotly_relayout', tellRange);
  target.on?.('plotly_relayouting', tellRange);
  target.on?.('plotly_doubleclick', () => events().onDoubleClick());
}
