// How to read the map, and how far it can be trusted.
import type { Projection } from '../../state/app-state';
import { useApp } from '../../state/context';
import { Term } from '../controls/Term';
import { ratio } from '../format';

export function MapCaption({ projection }: { projection: Projection }) {
  const unfinished = useApp((state) => state.projectionFrame !== null);
  const { method, trustworthiness } = projection;
  return (
    <p className="map-caption">
      <span>Near means alike; distances between far groups mean little.</span>{' '}
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
