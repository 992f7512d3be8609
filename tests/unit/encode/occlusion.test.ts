// Occlusion: covering the one square that carries the likeness costs most; progress, cancel, and an input left as it was.
import { describe, expect, test } from 'vitest';
import { checkedUnitVector } from '../../../src/domain/encode/check-vector';
import { occlusionHeat } from '../../../src/domain/encode/occlusion';
import { isAbort } from '../../../src/domain/errors';
import { type Job, quietJob } from '../../../src/domain/job';

const sizePx = 12;
const squares = 4;

/** A linear encoder: how red each sixteenth of the picture is, and a constant so that no vector is zero. */
async function encode(input: Uint8Array): Promise<Float32Array> {
  const sums = new Float32Array(squares * squares + 1).fill(20);
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      const square = Math.floor(y / 3) * squares + Math.floor(x / 3);
      sums[square]! += (input[(y * sizePx + x) * 3] as number) / 9;
    }
  }
  return checkedUnitVector(sums, sums.length);
}

/** A grey picture with one bright red square. */
function picture(square: number): Uint8Array {
  const out = new Uint8Array(sizePx * sizePx * 3).fill(40);
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 3; x++) {
      const row = Math.floor(square / squares) * 3 + y;
      out[(row * sizePx + (square % squares) * 3 + x) * 3] = 250;
    }
  }
  return out;
}

const axis = (at: number) =>
  Float32Array.from({ length: squares * squares + 1 }, (_, i) => (i === at ? 1 : 0));

async function heatOf(square: number, target: Float32Array, job: Job = quietJob()) {
  const input = picture(square);
  const question = { input, sizePx, embedding: await encode(input), target, squares };
  return { heat: await occlusionHeat(question, encode, job), input };
}

describe('occlusion', () => {
  test.each([0, 5, 11, 15])('square %i alone is informative, and is found', async (square) => {
    const { heat, input } = await heatOf(square, axis(square));
    expect(heat).toMatchObject({ rows: squares, columns: squares });
    const { values } = heat;
    const best = [...values].indexOf(Math.max(...values));
    expect(best).toBe(square);
    expect(values[square]).toBeGreaterThan(0.1);
    // The others hold the picture's other colour: covering one of them moves the likeness far less.
    const rest = [...values].filter((_, i) => i !== square).map(Math.abs);
    expect(Math.max(...rest)).toBeLessThan((values[square] as number) / 4);
    expect(input).toEqual(picture(square));
  });

  test('a square that stands against the target has a drop below 0', async () => {
    const { heat } = await heatOf(6, axis(1));
    expect(heat.values[6]).toBeLessThan(0);
  });

  test('a picture of one colour has nothing to cover', async () => {
    const input = new Uint8Array(sizePx * sizePx * 3).fill(90);
    const embedding = await encode(input);
    const heat = await occlusionHeat(
      { input, sizePx, embedding, target: axis(2), squares },
      encode,
      quietJob(),
    );
    for (const value of heat.values) expect(value).toBeCloseTo(0, 6);
  });

  test('squares that do not divide the side still cover all of it, none twice', async () => {
    const input = new Uint8Array(sizePx * sizePx * 3).map((_, i) => (i % 2 === 0 ? 255 : 0));
    const changed = new Uint8Array(sizePx * sizePx);
    const spy = async (covered: Uint8Array) => {
      for (let p = 0; p < changed.length; p++) if (covered[p * 3] !== input[p * 3]) changed[p]! += 1;
      return Float32Array.of(1, 0);
    };
    const [embedding, target] = [Float32Array.of(1, 0), Float32Array.of(1, 0)];
    await occlusionHeat({ input, sizePx, embedding, target, squares: 5 }, spy, quietJob());
    expect(new Set(changed)).toEqual(new Set([1]));
  });

  test('progress counts squares to the end; a cancel ends it before the next one', async () => {
    const seen: number[] = [];
    const watched = { ...quietJob(), report: (done: number) => void seen.push(done) };
    await heatOf(3, axis(3), watched);
    expect(seen).toEqual(Array.from({ length: squares ** 2 }, (_, i) => i + 1));

    const stop = new AbortController();
    let runs = 0;
    const input = picture(3);
    const question = { input, sizePx, embedding: await encode(input), target: axis(3), squares };
    const counted = async (covered: Uint8Array) => {
      runs += 1;
      if (runs === 2) stop.abort();
      return encode(covered);
    };
    const thrown = await occlusionHeat(question, counted, quietJob(stop.signal)).catch(
      (error: unknown) => error,
    );
    expect(isAbort(thrown)).toBe(true);
    expect(runs).toBe(2);
  });
});
