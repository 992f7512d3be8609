import { expect, test } from 'vitest';
import { adapterLayers, initialParameters } from '../../../src/domain/predict/adapter-shape';
import { makeRandom } from '../../../src/domain/random';

const standard = { mean: new Float32Array(1024), scale: new Float32Array(1024).fill(1) };

test('the notebook preset is the published shape: 1.3 million weights', () => {
  const layers = adapterLayers('notebook', 1024, 5);
  expect(layers.map(({ kind }) => kind).join(' ')).toBe('dense gelu dense norm dense gelu dense dense');
  const parameters = initialParameters(layers, standard, makeRandom(1));
  const count = parameters.reduce((sum, { data }) => sum + data.length, 0);
  const dense = (inputs: number, outputs: number) => inputs * outputs + outputs;
  expect(count).toBe(dense(1024, 512) + 3 * dense(512, 512) + 2 * 512 + dense(512, 5));
});

test('dense layers start like nn.Linear: evenly within 1/sqrt(inputs)', () => {
  const [weight] = initialParameters(adapterLayers('notebook', 1024, 5), standard, makeRandom(1));
  const bound = 1 / Math.sqrt(1024);
  expect(weight!.shape).toEqual([512, 1024]);
  const most = weight!.data.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  expect(most).toBeLessThanOrEqual(bound);
  expect(most).toBeGreaterThan(bound * 0.999);
  const variance = weight!.data.reduce((sum, value) => sum + value * value, 0) / weight!.data.length;
  expect(variance / ((bound * bound) / 3)).toBeCloseTo(1, 1);
});
