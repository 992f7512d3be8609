// Lets the runner read files through the real decode pool, as a drop does: one lane more than there are decoders.
import type { InputSpec } from '../../src/domain/encode/manifest';
import { makeEngine } from '../../src/workers/make-engine';

const input: InputSpec = {
  sizePx: 224,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'stretch',
  interpolation: 'bicubic',
};

export interface PoolRun {
  readonly ms: number;
  /** Most calls that were under way at once; each worker of the pool has one file decoded at a time. */
  readonly mostInFlight: number;
  readonly readers: number;
  readonly refused: number;
}

const engine = makeEngine({ encoderUrl: new URL('./', document.baseURI).href, backend: 'wasm' });

/** Reads `count` files, those behind `urls` over and over, and drops what they become. */
async function readThroughPool(urls: readonly string[], count: number): Promise<PoolRun> {
  const files = await Promise.all(urls.map(async (url) => (await fetch(url)).blob()));
  let next = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  let refused = 0;
  const lane = async () => {
    for (let i = next++; i < count; i = next++) {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      const outcome = await engine.read({ file: files[i % files.length]!, name: '', input, salt: 'bench' });
      inFlight -= 1;
      if (!outcome.ok) refused += 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: engine.readers + 1 }, lane));
  return { ms: performance.now() - began, mostInFlight, readers: engine.readers, refused };
}

Object.assign(window, { readThroughPool });
