// The 8 x 8 inverse DCT for samples of 8 and 12 bit, bit-equal to libjpeg's accurate integer method ("islow"), so that lossy
// 12-bit objects read the same here as in GDCM and DCMTK. Algorithm: Loeffler, Ligtenberg, Moschytz 1989, 11 multiplies.

const constBits = 13;
const fix = (x: number) => Math.round(x * 2 ** constBits);

const f0298 = fix(0.298631336);
const f0390 = fix(0.390180644);
const f0541 = fix(0.5411961);
const f0765 = fix(0.765366865);
const f0899 = fix(0.899976223);
const f1175 = fix(1.175875602);
const f1501 = fix(1.50132111);
const f1847 = fix(1.847759065);
const f1961 = fix(1.96157056);
const f2053 = fix(2.053119869);
const f2562 = fix(2.562915447);
const f3072 = fix(3.072711026);

/** One line of eight, `step` apart, in place; results rounded to `shift` fewer bits. */
function line(v: Float64Array, at: number, step: number, shift: number): void {
  const x = (k: number) => v[at + k * step]!;
  const even = (x(2) + x(6)) * f0541;
  const e2 = even - x(6) * f1847;
  const e3 = even + x(2) * f0765;
  const sum = (x(0) + x(4)) * 2 ** constBits;
  const difference = (x(0) - x(4)) * 2 ** constBits;
  const evens = [sum + e3, difference + e2, difference - e2, sum - e3];
  const z5 = (x(7) + x(3) + x(5) + x(1)) * f1175;
  const z1 = -(x(7) + x(1)) * f0899;
  const z2 = -(x(5) + x(3)) * f2562;
  const z3 = z5 - (x(7) + x(3)) * f1961;
  const z4 = z5 - (x(5) + x(1)) * f0390;
  const odds = [
    x(1) * f1501 + z1 + z4,
    x(3) * f3072 + z2 + z3,
    x(5) * f2053 + z2 + z4,
    x(7) * f0298 + z1 + z3,
  ];
  // Doubles hold these products exactly; floor is an arithmetic shift.
  const half = 2 ** (shift - 1);
  const scale = 2 ** shift;
  for (let k = 0; k < 4; k++) {
    v[at + k * step] = Math.floor((evens[k]! + odds[k]! + half) / scale);
    v[at + (7 - k) * step] = Math.floor((evens[k]! - odds[k]! + half) / scale);
  }
}

/** Dequantised coefficients (natural order, row-major) to samples around 0, in place. */
export function inverseDct(block: Float64Array, precision: 8 | 12): void {
  // Extra fraction bits kept between the passes, as libjpeg has them.
  const passBits = precision === 8 ? 2 : 1;
  for (let column = 0; column < 8; column++) line(block, column, 8, constBits - passBits);
  for (let row = 0; row < 8; row++) line(block, row * 8, 1, constBits + passBits + 3);
}
