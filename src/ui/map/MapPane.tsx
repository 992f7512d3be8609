// The middle pane: tools, the map or what stands in its place while there is none, legend and caption.
import { useRef } from 'react';
import { useApp } from '../../state/context';
import { EmptyMap } from './EmptyMap';
import { MapCanvas } from './MapCanvas';
import { MapCaption } from './MapCaption';
import { MapLegend } from './MapLegend';
import { MapSummary } from './MapSummary';
import { MapTools } from './MapTools';
import type { PlotElement } from './plot-types';
import { useMapPoints } from './use-map-points';
import { useRenderer } from './use-renderer';

export function MapPane() {
  const plot = useRef<PlotElement | null>(null);
  const points = useMapPoints();
  const renderer = useRenderer();
  const failed = useApp((state) => state.projection.phase === 'failed');
  return (
    <section className="pane map-pane" aria-label="Map">
      {points === null ? (
        <EmptyMap failed={failed} />
      ) : (
        <>
          <MapTools plot={plot} />
          <MapLegend groups={points.groups} />
          <MapCanvas
            key={renderer.round}
            plot={plot}
            points={points}
            type={renderer.type}
            onLost={renderer.onLost}
          />
          <MapCaption projection={points.projection} />
          <MapSummary groups={points.shown} />
        </>
      )}
    </section>
  );
}
