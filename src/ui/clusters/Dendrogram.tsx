// The tree of merges (dendrogram), its last branches, and a slider that cuts it.
import { useEffect, useState } from 'react';
import {
  type ClusterBasis,
  clusteringOf,
  clusterSwatches,
  clusterTree,
  standingRows,
} from '../../state/clusters';
import { useActions, useApp } from '../../state/context';
import { Steps } from '../controls/Steps';
import { count, ratio } from '../format';
import { colourOf, noClassColour } from '../palette';
import { useThemeName } from '../use-media';

const box = { width: 348, height: 148, left: 34, right: 8, top: 8, bottom: 14 } as const;

export function Dendrogram({ basis }: { basis: ClusterBasis & { readonly method: 'agglomerative' } }) {
  const labels = useApp((state) => clusteringOf(state)?.labels ?? null);
  const stands = useApp((state) => standingRows(state) !== null);
  const theme = useThemeName();
  const { cutTree } = useActions();
  const [k, setK] = useState(basis.k);
  useEffect(() => setK(basis.k), [basis.k]);
  if (!labels) return null;

  const { leaves, links, top, heightOf } = clusterTree(basis);
  const swatches = clusterSwatches({ labels });
  const highest = top * 1.06 || 1;
  const step = (box.width - box.left - box.right) / Math.max(1, leaves.length);
  const px = (x: number) => (box.left + (x + 0.5) * step).toFixed(1);
  const py = (height: number) =>
    (box.height - box.bottom - (height / highest) * (box.height - box.top - box.bottom)).toFixed(1);
  const total = basis.merges.rows;
  const cutAt = Number(py(heightOf(k)));
  return (
    <figure className="chart dendrogram">
      <figcaption>
        {leaves.length < total
          ? `Tree of merges (dendrogram), its last ${leaves.length} branches of ${total.toLocaleString('en-US')}`
          : 'Tree of merges (dendrogram)'}
      </figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={`Tree of merges of ${count(total, 'row')}, cut into ${count(k, 'cluster')} at height ${ratio(heightOf(k))}`}
      >
        <path className="axis" d={`M${box.left} ${box.top}V${box.height - box.bottom}`} />
        {[0, top].map((height) => (
          <text key={height} className="tick" x={box.left - 4} y={Number(py(height)) + 4} textAnchor="end">
            {ratio(height)}
          </text>
        ))}
        {links.map(({ x, from, height }) => (
          <path
            key={`${x[0]} ${x[1]} ${height}`}
            className="branch"
            d={`M${px(x[0])} ${py(from[0])}V${py(height)}H${px(x[1])}V${py(from[1])}`}
          />
        ))}
        {leaves.map(({ row, size }, i) => {
          const swatch = swatches.get(labels[row] as number);
          return (
            <rect
              key={row}
              x={box.left + i * step + step * 0.1}
              y={box.height - box.bottom + 2}
              width={step * 0.8}
              height={7}
              fill={swatch === undefined ? noClassColour(theme) : colourOf(swatch, theme)}
            >
              <title>{count(size, 'row')}</title>
            </rect>
          );
        })}
        <path className="cut" d={`M${box.left} ${cutAt}H${box.width - box.right}`} />
      </svg>
      <Steps
        label="Cut into clusters"
        value={basis.k}
        min={1}
        max={Math.max(1, leaves.length)}
        isDisabled={!stands}
        onMove={setK}
        onChange={(next) => void cutTree(next)}
      />
      {!stands && (
        <p className="muted small">
          Images have left, or are looked at otherwise, since: find clusters again to cut elsewhere.
        </p>
      )}
    </figure>
  );
}
