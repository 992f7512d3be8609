// A fast x^b for one fixed b: Math.pow is what a layout spends most of its time in.

const mantissaSteps = 1024;
const mantissaBits = 23;
const restBits = mantissaBits - 10;

/**
 * x to the power `b` for positive x of float32's normal range, within 1e-6 of itself for |b| up to 2. x is split into
 * exponent and mantissa; the power of each comes from a table, the mantissa's interpolated.
 */
export function powerTable(b: number): (x: number) => number {
  const exponents = Float64Array.from({ length: 256 }, (_, e) => 2 ** ((e - 127) * b));
  const mantissas = Float64Array.from({ length: mantissaSteps + 1 }, (_, m) => (1 + m / mantissaSteps) ** b);
  const asFloat = new Float32Array(1);
  const asBits = new Uint32Array(asFloat.buffer);
  return (x) => {
    asFloat[0] = x;
    const bits = asBits[0]!;
    const step = (bits >>> restBits) & (mantissaSteps - 1);
    const rest = (bits & ((1 << restBits) - 1)) / (1 << restBits);
    const low = mantissas[step]!;
    return exponents[(bits >>> mantissaBits) & 255]! * (low + (mantissas[step + 1]! - low) * rest);
  };
}
