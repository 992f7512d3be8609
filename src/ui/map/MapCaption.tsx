// How to read the map, and how far it can be trusted.
import type { Projection } from '../../state/app-state';
import { useApp } from '../../state/context';
import { externalImages } from '../../state/set-checks';
import { Term } from '../controls/Term';
import { ratio } from '../format';

export function MapCaption({ projection }: { projection: Projection }) {
  const unfinished = useApp((state) => state.projectionFrame !== null);
  const external = useApp((state) => externalImages(state.items).length > 0);
  const { method, trustworthiness } = projection;
  return (
    <p className="map-caption">
      <span>Near means alike; distances between far groups mean little.</span>{' '}
      {external && <span>Hollow with a dot: external test set. </span>}
      <span className="muted">
        <Term of={method} />
        {unfinished && ', still moving'}
        {trustworthiness !== null && !unfinished && (
          <>
            , <Term of="trustworthiness" /> <span className="numbers">{ratio(trustworthiness)}</span>
          </>
        )}
      </span>
    </p>
  );
}
