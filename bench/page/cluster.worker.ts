// The methods themselves, timed inside the worker: the same graphs as in the workbench, no copying of rows to and fro.
import { agglomerative } from '../../src/domain/explore/cluster/agglomerative';
import { dbscan } from '../../src/domain/explore/cluster/dbscan';
import { kmeans } from '../../src/domain/explore/cluster/kmeans';
import { nearestInBlocks } from '../../src/domain/explore/nearest-blocks';
import { type Job, quietJob } from '../../src/domain/job';
import { openNearestGraph } from '../../src/workers/nearest-graph';
import { openProductGraph } from '../../src/workers/product-graph';

interface Asked {
  readonly what: string;
  readonly rowsUrl: string;
  readonly dim: number;
  readonly k: number;
}

const kept = new Map<string, Float32Array>();

async function rowsOf(url: string): Promise<Float32Array> {
  const rows = kept.get(url) ?? new Float32Array(await (await fetch(url)).arrayBuffer());
  kept.set(url, rows);
  return rows;
}

/** Breathes as the workbench does, by a message round trip. */
const job: Job = {
  ...quietJob(),
  breathe: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }),
};

const sumOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** What a user would write: all products in two loops over typed arrays, the k best kept in order. */
function plainNearest(rows: Float32Array, dim: number, k: number): Int32Array {
  const count = rows.length / dim;
  const found = new Int32Array(count * k);
  const best = new Float64Array(k);
  for (let q = 0; q < count; q++) {
    best.fill(-2);
    for (let r = 0; r < count; r++) {
      let product = 0;
      for (let d = 0; d < dim; d++) product += rows[q * dim + d]! * rows[r * dim + d]!;
      if (product <= best[k - 1]!) continue;
      let at = k - 1;
      for (; at > 0 && best[at - 1]! < product; at--) {
        best[at] = best[at - 1]!;
        found[q * k + at] = found[q * k + at - 1]!;
      }
      best[at] = product;
      found[q * k + at] = r;
    }
  }
  return found;
}

async function run({ what, dim, k }: Asked, data: Float32Array): Promise<number> {
  const starts = data.subarray(0, k * dim);
  switch (what) {
    case 'kmeans':
      return (await kmeans({ data, dim, k, seed: 0, starts }, await openProductGraph(), job)).iterations;
    case 'seeded':
      return (await kmeans({ data, dim, k, seed: 0, restarts: 1 }, await openProductGraph(), job)).iterations;
    case 'dbscan': {
      const input = { data, dim, metric: 'euclidean', eps: 0.7, minSamples: 5 } as const;
      return (await dbscan(input, await openProductGraph(), job)).clusters;
    }
    case 'agglomerative': {
      const input = { data, dim, metric: 'euclidean', linkage: 'average' } as const;
      return sumOf((await agglomerative(input, await openProductGraph(), job)).height);
    }
    case 'nearest': {
      const input = { queries: data, table: data, dim, k };
      return sumOf((await nearestInBlocks(input, await openNearestGraph(), job)).indices);
    }
    default:
      return sumOf(plainNearest(data, dim, k));
  }
}

addEventListener('message', async ({ data: asked, ports }: MessageEvent<Asked>) => {
  const answer = ports[0];
  if (!answer) return;
  try {
    const rows = await rowsOf(asked.rowsUrl);
    // The runtime's own start is paid once a tab.
    await Promise.all([openProductGraph(), openNearestGraph()]);
    const began = performance.now();
    const check = await run(asked, rows);
    answer.postMessage({ ms: performance.now() - began, check });
  } catch (thrown) {
    answer.postMessage(String(thrown));
  }
});
