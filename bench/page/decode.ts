// Lets the runner read files through the real decode pool, as a drop does: one lane more than there are decoders.
import type { InputSpec } from '../../src/domain/encode/manifest';
import type { ReadOutcome } from '../../src/domain/intake/outcome';
import { type Caller, makeCaller } from '../../src/workers/caller';
import decodeUrl from '../../src/workers/decode.worker?worker&url';
import { makeEngine } from '../../src/workers/make-engine';

export interface PoolRun {
  readonly ms: number;
  /** Most calls that were under way at once; each worker of the pool has one file decoded at a time. */
  readonly mostInFlight: number;
  readonly readers: number;
  readonly refused: number;
}

const engine = makeEngine({ encoderUrl: new URL('./', document.baseURI).href, backend: 'wasm' });
const pools = new Map<number, Caller>();

function poolOf(workers: number): Caller {
  const url = new URL(decodeUrl, document.baseURI).href;
  const pool =
    pools.get(workers) ?? makeCaller({ url, workers, silentAfterMs: 120_000, stillAfterMs: 120_000 });
  pools.set(workers, pool);
  return pool;
}

/**
 * Reads `count` files, those behind `urls` over and over, and drops what they become.
 * @param workers of the pool; by default as many as the application takes on this machine.
 */
async function readThroughPool(
  urls: readonly string[],
  count: number,
  input: InputSpec,
  workers: number = engine.readers,
): Promise<PoolRun> {
  const files = await Promise.all(urls.map(async (url) => (await fetch(url)).blob()));
  const pool = poolOf(workers);
  let next = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  let refused = 0;
  const lane = async () => {
    for (let i = next++; i < count; i = next++) {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      const request = { file: files[i % files.length]!, name: '', input, salt: 'bench' };
      const outcome = await pool.call<ReadOutcome>('read', request);
      inFlight -= 1;
      if (!outcome.ok) refused += 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: workers + 1 }, lane));
  return { ms: performance.now() - began, mostInFlight, readers: workers, refused };
}

Object.assign(window, { readThroughPool, appReaders: engine.readers });
