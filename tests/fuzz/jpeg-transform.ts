// Coefficients to samples, in floats and by the definition (ITU-T T.81 A.3.3).
import { type Component, naturalOrder } from './jpeg-entropy';
import { must } from './kit';

const cosines = Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1) * 0.5;
});

/** All blocks of a component to samples, `across * 8` wide. */
export function plane(component: Component, quantiser: Uint16Array): Float64Array {
  const { across, down, coefficients } = component;
  const out = new Float64Array(across * down * 64);
  const scale = new Float64Array(64);
  naturalOrder.forEach((to, k) => {
    scale[to] = quantiser[k]!;
  });
  const half = new Float64Array(64);
  for (let block = 0; block < across * down; block++) {
    for (let v = 0; v < 8; v++) {
      for (let x = 0; x < 8; x++) {
        let sum = 0;
        for (let u = 0; u < 8; u++)
          sum += cosines[x * 8 + u]! * coefficients[block * 64 + v * 8 + u]! * scale[v * 8 + u]!;
        half[v * 8 + x] = sum;
      }
    }
    const [bx, by] = [block % across, Math.floor(block / across)];
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        let sum = 128;
        for (let v = 0; v < 8; v++) sum += cosines[y * 8 + v]! * half[v * 8 + x]!;
        // Far outside, decoders clamp or wrap: no picture is meant.
        must(sum > -256 && sum < 512, 'samples past the range');
        out[(by * 8 + y) * across * 8 + bx * 8 + x] = Math.min(255, Math.max(0, sum));
      }
    }
  }
  return out;
}
